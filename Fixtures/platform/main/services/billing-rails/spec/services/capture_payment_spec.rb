# frozen_string_literal: true

require_relative '../spec_helper'

RSpec.describe CapturePayment do
  let(:payment) { Payment.new(order_id: SecureRandom.uuid, amount: 2500, currency: 'EUR', attempt: 0) }
  let(:publisher) { instance_double('Publisher', publish: nil) }

  def capture(outcome)
    bank = instance_double('Bank', capture: CapturePayment::Outcome.new(**outcome))
    described_class.new(bank:, publisher:).call(payment)
  end

  it 'tells of the money' do
    capture(captured: true)
    expect(publisher).to have_received(:publish).with(hash_including(:capturedAt))
  end

  it 'tells of a refusal, and tries again' do
    capture(captured: false, reason: 'declined')
    expect(publisher).to have_received(:publish).with(hash_including(reason: 'declined', attempt: 1))
    expect(payment).to be_pending
  end

  it 'asks the bank for no payment that is captured' do
    payment.state = :captured
    bank = instance_double('Bank')
    expect(described_class.new(bank:, publisher:).call(payment)).to be_nil
  end

  it 'gives up after the fifth attempt' do
    payment.attempt = 4
    capture(captured: false, reason: 'declined')
    expect(payment).to be_failed
  end
end
