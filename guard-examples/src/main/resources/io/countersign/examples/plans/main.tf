# A ledger database that is managed through commands, because no provider exists for where it runs. terraform_data itself
# holds nothing; it stands for the database that its provisioners create and drop.
terraform {
  required_version = ">= 1.9"
}

variable "engine" {
  type    = string
  default = "postgres-15"
}

variable "owner" {
  type    = string
  default = "payments"
}

resource "terraform_data" "ledger" {
  # Another engine means another database: OpenTofu destroys this one first.
  triggers_replace = { engine = var.engine }

  provisioner "local-exec" {
    command = "createdb --host=db.prod.internal ledger"
  }

  provisioner "local-exec" {
    when    = destroy
    command = "dropdb --host=db.prod.internal --force ledger"
  }
}

resource "terraform_data" "labels" {
  input = { owner = var.owner }
}
