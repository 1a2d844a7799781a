terraform {
  required_version = ">= 1.6"

  backend "s3" {
    bucket = "acme-terraform-state"
    key    = "production/platform.tfstate"
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
    environment = "production"
    team        = "platform"
  }
}

resource "aws_sns_topic" "alarms" {
  name = "production-alarms"
  tags = local.tags
}

module "billing_queue" {
  source = "../../modules/queue"

  name        = "production-billing"
  retention   = 604800
  alarm_topic = aws_sns_topic.alarms.arn
  tags        = merge(local.tags, { service = "billing" })
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
  name   = "production-billing"
  policy = data.aws_iam_policy_document.billing.json
  tags   = local.tags
}
