# frozen_string_literal: true

# The unit suite runs without Rails and without a database: a payment is what the services of this folder use of it.
require 'securerandom'
require 'time'

Payment = Struct.new(:order_id, :amount, :currency, :attempt, :state, keyword_init: true) do
  def id = order_id
  def captured? = state == :captured
  def failed? = state == :failed
  def pending? = state == :pending
  def exhausted? = attempt >= 5
  def save! = true
end

require_relative '../app/services/capture_payment'
