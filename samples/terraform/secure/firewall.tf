# What computes of Azure Machine Learning may reach.
resource "azurerm_public_ip" "firewall" {
  name                = "${var.stem}-pip-firewall"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  allocation_method   = "Static"
  sku                 = "Standard"
}

resource "azurerm_firewall" "main" {
  name                = "${var.stem}-firewall"
  location            = azurerm_resource_group.main.location
  resource_group_name = azurerm_resource_group.main.name
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.main.id

  ip_configuration {
    name                 = "primary"
    subnet_id            = azurerm_subnet.firewall.id
    public_ip_address_id = azurerm_public_ip.firewall.id
  }
}

resource "azurerm_firewall_policy" "main" {
  name                     = "${var.stem}-firewall-policy"
  location                 = azurerm_resource_group.main.location
  resource_group_name      = azurerm_resource_group.main.name
  sku                      = "Standard"
  threat_intelligence_mode = "Alert"
}

resource "azurerm_firewall_policy_rule_collection_group" "aml" {
  name               = "azure-machine-learning"
  firewall_policy_id = azurerm_firewall_policy.main.id
  priority           = 200

  network_rule_collection {
    name     = "services"
    priority = 100
    action   = "Allow"

    rule {
      name                  = "entra-id"
      protocols             = ["TCP"]
      source_addresses      = azurerm_subnet.training.address_prefixes
      destination_addresses = ["AzureActiveDirectory"]
      destination_ports     = ["80", "443"]
    }

    rule {
      name                  = "machine-learning"
      protocols             = ["TCP"]
      source_addresses      = azurerm_subnet.training.address_prefixes
      destination_addresses = ["AzureMachineLearning"]
      destination_ports     = ["443", "8787", "18881"]
    }

    rule {
      name                  = "machine-learning-compute-instances"
      protocols             = ["UDP"]
      source_addresses      = azurerm_subnet.training.address_prefixes
      destination_addresses = ["AzureMachineLearning"]
      destination_ports     = ["5831"]
    }

    rule {
      name             = "azure-services"
      protocols        = ["TCP"]
      source_addresses = azurerm_subnet.training.address_prefixes
      destination_addresses = [
        "BatchNodeManagement.EastUS",
        "AzureResourceManager",
        "Storage.EastUS",
        "AzureFrontDoor.Frontend",
        "AzureFrontDoor.FirstParty",
        "MicrosoftContainerRegistry",
        "AzureMonitor",
      ]
      destination_ports = ["443"]
    }
  }

  application_rule_collection {
    name     = "hosts"
    priority = 200
    action   = "Allow"

    rule {
      name             = "python-packages"
      source_addresses = azurerm_subnet.training.address_prefixes
      destination_fqdns = [
        "anaconda.com",
        "*.anaconda.com",
        "*.anaconda.org",
        "pypi.org",
        "*.pythonhosted.org",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
