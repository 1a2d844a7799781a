# frozen_string_literal: true

class CreatePayments < ActiveRecord::Migration[7.1]
  def change
    create_table :payments, id: :uuid do |table|
      table.uuid :order_id, null: false, index: { unique: true }
      table.integer :amount, null: false
      table.string :currency, null: false, limit: 3
      table.string :state, null: false, default: 'pending'
      table.integer :attempt, null: false, default: 0
      table.timestamps
    end
  end
end
