# frozen_string_literal: true

class PaymentsController < ActionController::API
  def index
    render json: Payment.order(:created_at).limit(100)
  end

  def show
    render json: Payment.find(params[:id])
  end
end
