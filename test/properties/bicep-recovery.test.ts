// A stretch taken out of a valid file loses at most the statements that it touches.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "../../src/sources/bicep/parse.ts";

const file = `targetScope = 'resourceGroup'

@description('Where everything goes.')
param location string = resourceGroup().location

@allowed([
  'dev'
  'prod'
])
param stage string = 'dev'

@secure()
param password string

type rule = {
  name: string
  ports: string[]?
}

var prefix = '\${stage}-ml'
var rules = [
  {
    name: 'a'
    ports: ['443', '80']
  }
  {
    name: 'b'
  }
]
var picked = filter(rules, rule => contains(rule, 'ports') ? length(rule.ports) > 1 : false)

func named(role string) string => '\${role}-x'

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '\${prefix}-net'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.0.0.0/16'
      ]
    }
  }

  resource training 'subnets' = {
    name: 'training'
    properties: {
      addressPrefix: cidrSubnet('10.0.0.0/16', 24, 0)
    }
  }
}

resource accounts 'Microsoft.Storage/storageAccounts@2023-05-01' = [for (rule, i) in rules: if (stage == 'prod') {
  name: '\${prefix}\${i}'
  location: location
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
}]

@batchSize(1)
module endpoints './endpoint.bicep' = [for i in range(0, 2): {
  name: 'endpoint-\${i}'
  params: {
    subnet: network::training.id
    target: accounts[i].id
  }
}]

output networkId string = network.id
output names array = map(rules, rule => rule.name)
`;

const statements = parse(file).statements;

test("every statement that a deletion neither touches nor adjoins is still read", () => {
  const property = fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 400 }), (start, length) => {
    const end = Math.min(file.length, start + length);
    fc.pre(!/['/*]/.test(file.slice(start, end)));
    const read = parse(file.slice(0, start) + file.slice(end)).statements;
    // The rest of a deleted statement may have become a decorator of the next one: its end says which it is.
    const found = new Set(read.map((one) => `${one.kind} ${one.end}`));
    for (const one of statements) {
      const before = one.end <= start && file.slice(one.end, start).trim() !== "";
      const after = one.start >= end && file.slice(end, one.start).trim() !== "";
      const moved = after ? end - start : 0;
      if (before || after) assert.ok(found.has(`${one.kind} ${one.end - moved}`), file.slice(one.start, one.end));
    }
  });
  fc.assert(property, { numRuns: 1500, seed: 20261121 });
});

test("every prefix of a file is read up to its last statement", () => {
  for (let end = 0; end < file.length; end++) {
    const read = parse(file.slice(0, end)).statements;
    const whole = statements.filter((one) => one.end < end && file.slice(one.end, end).trim() !== "");
    assert.ok(read.length >= whole.length);
    whole.forEach((one, index) => {
      assert.deepEqual([read[index]?.start, read[index]?.end], [one.start, one.end]);
    });
  }
});
