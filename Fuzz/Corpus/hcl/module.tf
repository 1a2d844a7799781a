# a { comment
terraform {
  backend "s3" {
    key = "production/x.tfstate" // "not this"
  }
}
module "orders" {
  source = "\u002e/modules/topic" /* } */
  name   = "x-${var.a == "}" ? "b" : "c"}-%{ if true }y%{ endif }"
  text   = <<-EOT
    } "quoted ${"
  EOT
  list   = [ "a", { b = "c" }, ]
}
