terraform {
  required_version = ">= 1.6"

  backend "s3" {
    bucket = "acme-terraform-state"
    key    = "staging/platform.tfstate"
    region = "eu-central-1"
  }

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

locals {
  tags = {
    environment = "staging"
    team        = "platform"
  }
}

resource "aws_sns_topic" "alarms" {
  name = "staging-alarms"
  tags = local.tags
}

module "billing_queue" {
  source = "../../modules/queue"

  name               = "staging-billing"
  retention          = 345600
  visibility_timeout = 60
  alarm_topic        = aws_sns_topic.alarms.arn
  tags               = merge(local.tags, { service = "billing" })
}

# What the billing service may do, and no more: read its own queue.
data "aws_iam_policy_document" "billing" {
  statement {
    sid       = "ReadOwnQueue"
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = [module.billing_queue.arn]
  }
}

resource "aws_iam_policy" "billing" {
  name   = "staging-billing"
  policy = data.aws_iam_policy_document.billing.json
  tags   = local.tags
}
