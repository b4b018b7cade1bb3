import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assemble } from "../../../src/model/assemble.ts";
import type { Change } from "../../../src/model/repair.ts";
import type { Site } from "../../../src/model/writer.ts";
import { parse } from "../../../src/sources/bicep/parse.ts";
import { bicepWriter } from "../../../src/sources/bicep/write.ts";
import { evaluate, type Files } from "./world.ts";

const root = "file:///w/";

/** The files after the changes, those that stayed the same left out; or why there are none. */
function after(files: Files | string, changes: readonly Change[], parameters: readonly string[] = []): Files | string {
  const all: Files = typeof files === "string" ? { "main.bicep": files } : files;
  const graph = assemble([evaluate(all, parameters)]);
  const site: Site = {
    resource: (key) => graph.get(key),
    resources: graph.resources,
    text: (uri) => {
      const text = all[uri.replace(root, "")];
      return text === undefined ? undefined : { uri, text };
    },
    list: () => [],
  };
  const written = bicepWriter.write(changes, site);
  if ("cannot" in written) return written.cannot;
  const out: { [path: string]: string } = {};
  for (const edit of [...written.edits].sort((a, b) => b.start - a.start)) {
    const path = edit.uri.replace(root, "");
    const text = out[path] ?? all[path] ?? "";
    out[path] = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
  }
  for (const [path, text] of Object.entries(out)) if (!path.endsWith(".json")) assert.deepEqual(parse(text).faults, [], text);
  return out;
}

function mended(text: string, ...changes: readonly Change[]): unknown {
  const files = after(text, changes);
  return typeof files === "string" ? files : files["main.bicep"];
}

const head = "resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {\n  name: 'st'\n";

describe("setting a property", () => {
  const set = (path: readonly string[], value: string | boolean): Change => ({ do: "set", resource: "st", path, value });

  test("replaces a literal where it is written", () => {
    const text = `${head}  properties: {\n    publicNetworkAccess: 'Enabled' // why\n  }\n}\n`;
    assert.equal(mended(text, set(["properties", "publicNetworkAccess"], "Disabled")), text.replace("'Enabled'", "'Disabled'"));
  });

  test("adds what is not there, with the file's indentation and line ends", () => {
    const text = `${head}    properties: {\n        a: 1 // one\n    }\n}\n`.replaceAll("\n", "\r\n");
    const want = text.replace("// one\r\n", "// one\r\n        b: 'x'\r\n");
    assert.equal(mended(text, set(["properties", "b"], "x")), want);
  });

  test("writes objects that lack on the way", () => {
    const want = `${head}  properties: {\n    encryption: {\n      status: true\n    }\n  }\n}\n`;
    assert.equal(mended(`${head}}\n`, set(["properties", "encryption", "status"], true)), want);
  });

  test("changes the default of a parameter, or the value in a file of parameters", () => {
    const text = `param access string = 'Enabled'\n${head}  properties: { publicNetworkAccess: access }\n}\n`;
    const change = set(["properties", "publicNetworkAccess"], "Disabled");
    assert.equal(mended(text, change), text.replace("'Enabled'", "'Disabled'"));
    const files = { "main.bicep": text, "p.bicepparam": "using 'main.bicep'\nparam access = 'Enabled'\n" };
    assert.deepEqual(after(files, [change], ["p.bicepparam"]), { "p.bicepparam": "using 'main.bicep'\nparam access = 'Disabled'\n" });
  });

  test("takes a side of a choice that is not known for both", () => {
    const text = `param on bool\n${head}  properties: {\n    a: on ? 'x' : 'y'\n  }\n}\n`;
    assert.equal(mended(text, set(["properties", "a"], "z")), text.replace("on ? 'x' : 'y'", "'z'"));
  });

  test("refuses what is declared elsewhere", () => {
    const text = `${head}}\n`.replace("=", "existing =");
    assert.match(String(mended(text, set(["properties", "a"], "x"))), /declared elsewhere/);
  });
});

describe("lists", () => {
  const list =
    "resource nsg 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {\n  name: 'n'\n  properties: {\n    securityRules: [\n";
  const text = `${list}      {\n        name: 'a'\n      }\n    ]\n  }\n}\n`;

  test("an item is added at the end", () => {
    const change: Change = { do: "append", resource: "nsg", path: ["properties", "securityRules"], value: { name: "b", ports: ["443"] } };
    const item = "      {\n        name: 'b'\n        ports: [\n          '443'\n        ]\n      }\n";
    assert.equal(mended(text, change), text.replace("      }\n    ]", `      }\n${item}    ]`));
  });

  test("an item and a property are taken out with their lines", () => {
    assert.equal(mended(text, { do: "remove", resource: "nsg", path: ["properties", "securityRules", 0] }), `${list}    ]\n  }\n}\n`);
    const flat = `${head}  tags: { a: '1', b: '2' }\n}\n`;
    assert.equal(mended(flat, { do: "remove", resource: "st", path: ["tags", "a"] }), flat.replace("a: '1', ", ""));
  });

  test("a list that a function makes is added to by concat", () => {
    const made = `param more array\n${head}  properties: {\n    rules: union(more, [])\n  }\n}\n`;
    const change: Change = { do: "append", resource: "st", path: ["properties", "rules"], value: "x" };
    assert.match(String(mended(made, change)), /rules: concat\(union\(more, \[\]\), \[\n {6}'x'\n {4}\]\)/);
  });
});

test("a literal is replaced where it stands", () => {
  const text = `${head}  tags: { zone: 'wrong' }\n}\n`;
  const start = text.indexOf("'wrong'");
  assert.equal(
    mended(text, { do: "replace", at: { uri: `${root}main.bicep`, start, end: start + 7 }, value: "it's right" }),
    text.replace("'wrong'", "'it\\'s right'"),
  );
});

describe("adding resources", () => {
  const zone: Change = {
    do: "add",
    beside: "st",
    resources: [
      {
        key: "zone-blob",
        type: "Microsoft.Network/privateDnsZones",
        apiVersion: "2024-06-01",
        name: "privatelink.blob",
        body: { location: "global" },
      },
      {
        key: "zone-blob-link",
        type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        apiVersion: "2024-06-01",
        name: { $name: "link" },
        parent: "zone-blob",
        body: {
          properties: { virtualNetwork: { id: { $parameter: "networkId", description: "The network's id." } }, target: { $ref: "st" } },
        },
      },
    ],
  };

  test("they stand after their neighbour, under its condition, with parameters that they need", () => {
    const text = `param on bool\n\n${head}}\n\noutput x string = 'y'\n`.replace("= {", "= if (on) {");
    const want = `param on bool

@description('The network\\'s id.')
param networkId string

resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = if (on) {
  name: 'st'
}

resource zoneBlob 'Microsoft.Network/privateDnsZones@2024-06-01' = if (on) {
  name: 'privatelink.blob'
  location: 'global'
}

resource zoneBlobLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = if (on) {
  parent: zoneBlob
  name: 'link'
  properties: {
    virtualNetwork: {
      id: networkId
    }
    target: st.id
  }
}

output x string = 'y'
`;
    assert.equal(mended(text, zone), want);
  });

  test("taken twice in one fix, they are added once", () => {
    assert.equal(mended(`${head}}\n`, zone, zone), mended(`${head}}\n`, zone));
  });

  test("a resource of another module is handed over by an output and a parameter", () => {
    const files = {
      "main.bicep": "module net 'net.bicep' = {\n  name: 'net'\n}\nmodule store 'st.bicep' = {\n  name: 'store'\n}\n",
      "net.bicep": "resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'v'\n}\n",
      "st.bicep": `${head}}\n`,
    };
    const change: Change = {
      do: "set",
      resource: "store/st",
      path: ["tags"],
      value: { subnet: { $ref: "net/vnet", child: ["subnets", "a"] } },
    };
    assert.deepEqual(after(files, [change]), {
      "main.bicep": files["main.bicep"].replace("name: 'store'\n", "name: 'store'\n  params: {\n    vnetAId: net.outputs.vnetAId\n  }\n"),
      "net.bicep": `${files["net.bicep"]}\noutput vnetAId string = '\${vnet.id}/subnets/a'\n`,
      "st.bicep": `@description('Id of vnet.')\nparam vnetAId string\n\n${head}  tags: {\n    subnet: vnetAId\n  }\n}\n`,
    });
  });

  test("a symbol that is taken is told apart, in the file's own pattern", () => {
    const text = `var zone_blob = 1\nvar other_name = 2\n${head}}\n`;
    assert.match(String(mended(text, zone)), /resource st_zone_blob '/);
  });
});

test("a resource of a module that is not restored is pointed at by the module's outputs", () => {
  const call =
    "module ws 'br/public:avm/res/machine-learning-services/workspace:0.9.0' = {\n  name: 'ws'\n  params: {\n    name: 'mlw'\n    publicNetworkAccess: 'Enabled'\n  }\n}\n";
  const endpoint = { key: "endpoint", type: "Microsoft.Network/privateEndpoints", apiVersion: "2024-05-01" };
  const add: Change = {
    do: "add",
    beside: "ws/main",
    resources: [{ ...endpoint, name: { $name: "pe" }, body: { properties: { target: { $ref: "ws/main" } } } }],
  };
  const added = `\nresource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = {\n  name: '\${ws.outputs.name}-pe'\n  properties: {\n    target: ws.outputs.resourceId\n  }\n}\n`;
  assert.equal(mended(call, add), call + added);
  const set: Change = { do: "set", resource: "ws/main", path: ["properties", "publicNetworkAccess"], value: "Disabled" };
  assert.equal(mended(call, set), call.replace("'Enabled'", "'Disabled'"));
  assert.match(String(mended(call, { ...set, path: ["properties", "encryption"] })), /not written out/);
});

test("an object keyed by an id is keyed by the id's expression", () => {
  const identity = "resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {\n  name: 'i'\n}\n";
  const change: Change = {
    do: "set",
    resource: "st",
    path: ["identity", "userAssignedIdentities"],
    value: { $keyed: { $ref: "id" }, value: {} },
  };
  const want = `${head}  identity: {\n    userAssignedIdentities: {\n      '\${id.id}': {}\n    }\n  }\n}\n${identity}`;
  assert.equal(mended(`${head}}\n${identity}`, change), want);
});
