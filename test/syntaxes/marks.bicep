// SYNTAX TEST "source.bicep" "marks in Bicep strings and comments"
var tags = [ 'AzureMachineLearning', 'Storage.eastus', 'Storageless' ]
//            ^^^^^^^^^^^^^^^^^^^^ support.constant.service-tag.azure
//                                    ^^^^^^^ support.constant.service-tag.azure
//                                            ^^^^^^ support.constant.region.azure
//                                                      ^^^^^^^^^^^ - support.constant.service-tag.azure
var zone = 'privatelink.vaultcore.azure.net'
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ support.constant.private-zone.azure
var host = '*.azureml.ms'
//          ^^^^^^^^^^^^ support.constant.host.azureml
// aml-network-audit:ignore private-endpoint the storage is public on purpose
// ^^^^^^^^^^^^^^^^^^^^^^^^ keyword.control.accept.aml-network-audit
//                          ^^^^^^^^^^^^^^^^ entity.name.tag.rule.aml-network-audit
