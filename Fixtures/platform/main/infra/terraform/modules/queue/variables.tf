variable "name" {
  description = "Name of the queue, with the environment in front."
  type        = string
}

variable "visibility_timeout" {
  description = "Seconds that a consumer has for a message."
  type        = number
  default     = 30
}

variable "retention" {
  description = "Seconds that an unread message is kept."
  type        = number
  default     = 345600
}

variable "alarm_topic" {
  description = "ARN of the topic that wakes somebody."
  type        = string
}

variable "tags" {
  description = "Tags of everything that costs money: team, environment, service."
  type        = map(string)
}
