// The page and the picture that everybody sees.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { writeHtml } from "../../src/report/html.ts";
import { holdBack } from "../../src/report/html-pages.ts";
import { writeSvg } from "../../src/report/svg.ts";
import { rules } from "../../src/rulebook/index.ts";
import { audit } from "../support/audit.ts";
import { root } from "../support/settle.ts";

const network = `
param location string = resourceGroup().location
resource security 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-training'
  location: location
  properties: {
    securityRules: [
      {
        name: 'sign-in'
        properties: {
          priority: 100
          direction: 'Outbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'AzureActiveDirectory'
          destinationPortRanges: [ '80', '443' ]
        }
      }
      {
        name: 'nothing-out'
        properties: {
          priority: 4000
          direction: 'Outbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: 'Internet'
          destinationPortRange: '*'
        }
      }
    ]
  }
}
resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-<ml>'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [ '10.0.0.0/16' ] }
    subnets: [
      { name: 'training', properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: security.id } } }
    ]
  }
}
resource workspace 'Microsoft.MachineLearningServices/workspaces@2025-06-01' = {
  name: 'mlw'
  location: location
  properties: { publicNetworkAccess: 'Disabled' }
}
resource compute 'Microsoft.MachineLearningServices/workspaces/computes@2025-06-01' = {
  parent: workspace
  name: 'cluster'
  location: location
  properties: {
    computeType: 'AmlCompute'
    properties: { enableNodePublicIp: false, subnet: { id: network.properties.subnets[0].id } }
  }
}
`;

async function reportOf(files: Readonly<Record<string, string>>, profile: "standard" | "il5" = "standard") {
  const result = await audit(files, { profile });
  return { result, root, rules, version: "0.0.0", text: (uri: string) => files[uri.slice(root.length)] };
}

describe("the page", () => {
  test("opens with the flows and the picture, then private links, keys and the checklist, then findings", async () => {
    const page = writeHtml(await reportOf({ "main.bicep": network }, "il5"));
    const headings = [...page.matchAll(/<h2 id="([^"]+)"/g)].map(([, id]) => id);
    const expected = [
      "required-flows",
      "private-links",
      "encryption-keys",
      "impact-level-5",
      "findings",
      "unclear",
      "problems",
      "deployments",
    ];
    assert.deepEqual(
      headings,
      expected.filter((id) => headings.includes(id)),
    );
    for (const id of ["required-flows", "impact-level-5", "findings"]) assert.ok(headings.includes(id), id);
    assert.match(page, /vnet-&lt;ml&gt;/);
    assert.doesNotMatch(page, /vnet-<ml>/);
  });

  test("has no checklist under the standard profile", async () => {
    assert.doesNotMatch(writeHtml(await reportOf({ "main.bicep": network })), /impact-level-5/);
  });

  test("puts what is stopped first", async () => {
    const page = writeHtml(await reportOf({ "main.bicep": network }));
    const answers = [...page.matchAll(/<\/span> (allowed|blocked|unclear)<\/span>/g)].map(([, is]) => is);
    assert.ok(answers.includes("blocked") && answers.includes("allowed"));
    assert.deepEqual(
      answers,
      [...answers].sort((a, b) => order(a) - order(b)),
    );
  });

  test("of very many deployments shows the first in full and counts the others", async () => {
    const files = Object.fromEntries(Array.from({ length: 34 }, (_, index) => [`d${index}/main.bicep`, network]));
    const page = writeHtml(await reportOf(files));
    assert.equal([...page.matchAll(/<svg /g)].length, 30);
    assert.match(page, /4 more deployments, counted/);
  });

  test("puts several deployments side by side, each cell leading to its way, and says what is not needed", async () => {
    const without = network.replace(/resource compute[\s\S]*/, "");
    const quiet = network.replace("name: 'cluster'", "name: 'quiet'");
    const page = writeHtml(await reportOf({ "a/main.bicep": network, "b/main.bicep": quiet, "c/main.bicep": without }));
    assert.match(page, /Compare \d deployments, flow by flow/);
    const links = [...page.matchAll(/<td class="cell"><a href="#([^"]+)"><span class="(?:good|bad|warn)">/g)].map(([, id = ""]) =>
      decodeURI(id),
    );
    assert.ok(links.length > 10);
    for (const id of links) assert.ok(page.includes(`<tr id="${id}">`), id);
    assert.match(page, /\d+ flows are not needed here/);
    assert.doesNotMatch(writeHtml(await reportOf({ "main.bicep": network })), /flow by flow/);
  });

  test("holds back what is long when it is told to, and gives it piece by piece", async () => {
    const report = await reportOf(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`d${index}/main.bicep`, network])));
    const held = holdBack(2);
    const short = writeHtml(report, { place: held.place });
    const places = [...short.matchAll(/<div class="page" data-later="(\d+)"><\/div>/g)].map(([, number]) => Number(number));
    assert.deepEqual(
      places,
      places.map((_, index) => index),
    );
    const whole = short.replace(
      /<div class="page" data-later="(\d+)"><\/div>/g,
      (_, number: string) => `<div class="page">${held.write(Number(number))}</div>`,
    );
    assert.equal(whole, writeHtml(report));
    assert.ok(places.length > 20 && short.length < whole.length / 5, `${short.length} of ${whole.length}`);
  });

  test("names the inputs that would settle most of what is unclear, and counts what they settle", async () => {
    const hidden = network
      .replace("addressPrefix: '10.0.1.0/24', ", "")
      .replace("security.id", "nobodyKnows")
      .replace("param location", "param nobodyKnows string\nparam location");
    const page = writeHtml(await reportOf({ "main.bicep": hidden }));
    const [, settled, total] = /These inputs would settle (\d+) of (\d+) open answers:/.exec(page) ?? [];
    assert.ok(Number(settled) > 0 && Number(settled) <= Number(total), `${settled} of ${total}`);
    assert.match(page, /<ol class="inputs"><li><b>\d+<\/b> \w/);
  });

  test("of nothing says that nothing was found", async () => {
    const page = writeHtml(await reportOf({}));
    assert.match(page, /No Bicep, ARM or Terraform file was found\./);
    assert.doesNotMatch(page, /Nothing that was checked is unmet/);
  });

  test("of one broken file names it and where it breaks", async () => {
    const page = writeHtml(await reportOf({ "main.bicep": "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {\n  name: \n" }));
    assert.match(page, /Files that could not be read in full/);
    assert.match(page, /main\.bicep:\d+:\d+/);
  });
});

describe("the picture by itself", () => {
  test("is one SVG that needs nothing from anywhere, red where a flow stops", async () => {
    const svg = writeSvg(await reportOf({ "main.bicep": network }));
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /class="arrow bad"/);
    assert.match(svg, /main\.bicep: \d+ of \d+ required flows allowed/);
    assert.doesNotMatch(svg, /var\(|https?:\/\/(?!www\.w3\.org)/);
  });

  test("keeps boxes of a column apart", async () => {
    const svg = writeSvg(await reportOf({ "main.bicep": network }));
    const boxes = [...svg.matchAll(/<rect class="box (\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)]
      .filter(([, kind]) => kind !== "network")
      .map(([, , x, y, width, height]) => ({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) }));
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        assert.ok(apart, JSON.stringify([one, other]));
      }
    }
  });

  test("says so when there is no network to show", async () => {
    assert.match(writeSvg(await reportOf({})), /No deployment has a network to show\./);
  });
});

function order(answer: string | undefined): number {
  return ["blocked", "unclear", "allowed"].indexOf(answer ?? "");
}
