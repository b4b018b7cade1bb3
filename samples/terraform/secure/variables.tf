variable "location" {
  description = "Region of every resource."
  type        = string
  default     = "eastus"
}

variable "stem" {
  description = "Stem of all names."
  type        = string
  default     = "contosoml"
}

variable "cosmos_principal_id" {
  description = "Object id of the Azure Cosmos DB service principal, which reads the customer-managed key for the workspace."
  type        = string
  default     = "57506a73-e302-42a9-b869-6f12d9ec29e9"
}
