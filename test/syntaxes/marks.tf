# SYNTAX TEST "source.hcl.terraform" "marks in Terraform strings and comments"
locals {
  tags = ["AzureMachineLearning", "Storage.eastus", "Storageless"]
#          ^^^^^^^^^^^^^^^^^^^^ support.constant.service-tag.azure
#                                  ^^^^^^^ support.constant.service-tag.azure
#                                          ^^^^^^ support.constant.region.azure
#                                                    ^^^^^^^^^^^ - support.constant.service-tag.azure
  zone = "privatelink.vaultcore.azure.net"
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ support.constant.private-zone.azure
  host = "*.workspace.ml.azure.us"
#         ^^^^^^^^^^^^^^^^^^^^^^^ support.constant.host.azureml
  plain = "machine-learning" # aml-network-audit:ignore private-endpoint nobody reaches it
#          ^^^^^^^^^^^^^^^^ - support.constant
#                              ^^^^^^^^^^^^^^^^^^^^^^^^ keyword.control.accept.aml-network-audit
#                                                       ^^^^^^^^^^^^^^^^ entity.name.tag.rule.aml-network-audit
}
