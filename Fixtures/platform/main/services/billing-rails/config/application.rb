# frozen_string_literal: true

require 'rails'
require 'active_record/railtie'
require 'action_controller/railtie'

module Billing
  class Application < Rails::Application
    config.load_defaults 7.1
    config.api_only = true
    config.time_zone = 'UTC'
  end
end
