# frozen_string_literal: true

# The attempts to collect the money for one order.
class Payment < ApplicationRecord
  ATTEMPTS = 5

  enum :state, { pending: 'pending', captured: 'captured', failed: 'failed' }

  validates :order_id, presence: true, uniqueness: true
  validates :amount, numericality: { only_integer: true, greater_than: 0 }
  validates :currency, inclusion: { in: %w[EUR GBP USD] }
  validates :attempt, inclusion: { in: 0..ATTEMPTS }

  def exhausted?
    attempt >= ATTEMPTS
  end
end
