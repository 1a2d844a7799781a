output "arn" {
  description = "ARN of the queue, for the policies of who sends and receives."
  value       = aws_sqs_queue.this.arn
}
