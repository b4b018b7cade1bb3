import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Draft } from "../../../src/model/repair.ts";
import { fromArm, toArm } from "../../../src/sources/terraform/azurerm/codecs.ts";
import { azurerm } from "../../../src/sources/terraform/azurerm/index.ts";
import type { Codec, Field } from "../../../src/sources/terraform/azurerm/table.ts";
import { fromJson, type Json, toJson } from "../../../src/sources/terraform/evaluate/values.ts";
import { majorOf } from "../../../src/sources/terraform/module/version.ts";
import { drawn, evaluated } from "./folder.ts";

const versions = (constraint: string) =>
  `terraform {\n  required_providers {\n    azurerm = {\n      source  = "hashicorp/azurerm"\n      version = "${constraint}"\n    }\n  }\n}\n`;

function body(constraint: string, type: string, inside: string): string {
  const text = `${versions(constraint)}resource "${type}" "it" {\n  name = "it"\n${inside}\n}\n`;
  return drawn(evaluated({ "main.tf": text }))[0] ?? "";
}

describe("the major of azurerm", () => {
  test("is what the constraint allows", () => {
    const of = (constraint: string) => majorOf(constraint)?.major;
    assert.equal(of("~> 3.80"), 3);
    assert.equal(of("=2.99.0"), 3);
    assert.equal(of(">= 3.0, < 4.0"), 3);
    assert.equal(of(">= 3.0, < 4.5"), 4);
    assert.equal(of(">= 3.0"), 4);
    assert.equal(of("~> 5.1"), 5);
    assert.equal(of(">= 5.0"), 5);
    assert.equal(of("latest"), undefined);
  });

  test("is the locked one where there is a lock file", () => {
    const lock = 'provider "registry.example/hashicorp/azurerm" {\n  version = "5.2.0"\n}\n';
    const storage = 'resource "azurerm_storage_account" "it" {\n  name = "it"\n}\n';
    assert.match(drawn(evaluated({ "main.tf": storage, ".terraform.lock.hcl": lock }))[0] ?? "", /allowBlobPublicAccess: false~/);
  });

  test("decides defaults", () => {
    assert.match(body("~> 3.0", "azurerm_storage_account", ""), /allowBlobPublicAccess: true~/);
    assert.match(body("~> 4.0", "azurerm_storage_account", ""), /allowBlobPublicAccess: true~/);
    assert.match(body("~> 5.0", "azurerm_storage_account", ""), /allowBlobPublicAccess: false~/);
    assert.match(body("~> 4.0", "azurerm_public_ip", ""), /sku: \{name: "Standard"~\}/);
    assert.match(body("~> 3.0", "azurerm_public_ip", ""), /sku: \{name: "Basic"~\}/);
  });

  test("decides spellings, inverted ones too", () => {
    assert.match(
      body("~> 3.0", "azurerm_subnet", "  enforce_private_link_endpoint_network_policies = true"),
      /privateEndpointNetworkPolicies: "Disabled"/,
    );
    assert.match(
      body("~> 3.0", "azurerm_subnet", "  private_endpoint_network_policies_enabled = true"),
      /privateEndpointNetworkPolicies: "Enabled"/,
    );
    assert.match(body("~> 4.0", "azurerm_subnet", ""), /privateEndpointNetworkPolicies: "Disabled"~/);
    assert.match(
      body("~> 5.0", "azurerm_subnet", '  service_endpoint {\n    service = "Microsoft.Storage"\n  }'),
      /serviceEndpoints: \[\{service: "Microsoft.Storage"\}\]/,
    );
    assert.match(
      body("~> 4.0", "azurerm_subnet", '  service_endpoints = ["Microsoft.Storage"]'),
      /serviceEndpoints: \[\{service: "Microsoft.Storage"\}\]/,
    );
    assert.match(body("~> 3.0", "azurerm_key_vault", "  enable_rbac_authorization = true"), /enableRbacAuthorization: true/);
    assert.match(body("~> 4.50", "azurerm_key_vault", "  rbac_authorization_enabled = true"), /enableRbacAuthorization: true[,}]/);
    assert.match(body("~> 3.0", "azurerm_route_table", "  disable_bgp_route_propagation = true"), /disableBgpRoutePropagation: true/);
    assert.match(body("~> 4.0", "azurerm_route_table", "  bgp_route_propagation_enabled = false"), /disableBgpRoutePropagation: true/);
  });
});

describe("an argument that is not understood", () => {
  test("leaves the properties open, so that nothing of them is provably absent", () => {
    assert.match(body("~> 4.0", "azurerm_key_vault", "  something_new = 1"), /…/);
    assert.doesNotMatch(body("~> 4.0", "azurerm_key_vault", ""), /…/);
  });
});

describe("the table", () => {
  const at = { from: "default", of: "a test" } as const;
  const samples: { readonly [codec in Codec]?: Json } = {
    same: "x",
    enabled: true,
    notEnabled: true,
    lowerEnabled: false,
    not: true,
    ids: ["a", "b"],
    values: ["10.0.0.0/8"],
    services: ["Microsoft.Storage"],
    zones: ["/zones/a"],
    first: "x",
    commas: ["AzureServices", "Logging"],
    role: "Reader",
  };

  for (const [codec, sample] of Object.entries(samples)) {
    test(`reads and writes '${codec}' to the same value`, () => {
      const arm = toArm(codec as Codec, fromJson(sample, at));
      assert.deepEqual(fromArm(codec as Codec, toJson(arm) as Draft), sample);
    });
  }

  test("gives every argument a place in ARM", () => {
    const fieldsOf = (fields: readonly Field[]): readonly Field[] =>
      fields.flatMap((field) => [field, ...(field.kind === "block" ? fieldsOf(field.fields) : [])]);
    for (const [type, map] of azurerm) {
      for (const field of fieldsOf(map.fields)) {
        assert.ok(
          field.kind === "block" || (field.path.length > 0 && field.path.every((step) => step !== "")),
          `${type}.${field.argument}`,
        );
      }
    }
  });
});
