# frozen_string_literal: true

# One attempt to collect the money for a payment, and the event that tells how it went.
class CapturePayment
  Outcome = Struct.new(:captured, :reason, keyword_init: true)

  def initialize(bank:, publisher:, clock: Time)
    @bank = bank
    @publisher = publisher
    @clock = clock
  end

  def call(payment)
    return if payment.captured? || payment.exhausted?

    attempts = payment.attempt += 1
    outcome = @bank.capture(payment.id, payment.amount, payment.currency)
    payment.state = state_after(outcome, payment)
    payment.save!
    @publisher.publish(event(payment, outcome))
  end

  private

  def state_after(outcome, payment)
    return :captured if outcome.captured

    payment.exhausted? ? :failed : :pending
  end

  def event(payment, outcome)
    common = { paymentId: payment.id, orderId: payment.order_id }
    now = @clock.now.utc.iso8601
    if outcome.captured
      common.merge(capturedAt: now, amount: { amount: payment.amount, currency: payment.currency })
    else
      common.merge(failedAt: now, reason: outcome.reason, attempt: payment.attempt)
    end
  end
end
