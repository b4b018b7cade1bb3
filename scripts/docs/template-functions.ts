// Every function of the template language, and how far it is evaluated. Run by `npm run docs`.
import type { Fn } from "../../src/expression/call.ts";
import { library } from "../../src/expression/library.ts";

export const templateFunctionsPath = "docs/template-functions.md";

/** What Microsoft's reference of ARM template functions and Bicep's namespaces `sys` and `az` list, by the reference's groups. */
const published: Readonly<Record<string, string>> = {
  Array:
    "array concat contains createArray distinct empty first flatten indexFromEnd indexOf intersection last lastIndexOf length max min range skip take tryGet tryIndexFromEnd union",
  CIDR: "cidrHost cidrSubnet parseCidr",
  Comparison: "coalesce equals greater greaterOrEquals less lessOrEquals",
  Date: "dateTimeAdd dateTimeFromEpoch dateTimeToEpoch utcNow",
  Deployment: "deployer deployment environment externalInput parameters variables",
  File: "loadDirectoryFileInfo loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent",
  Lambda: "filter groupBy lambda lambdaVariables map mapValues reduce sort toObject",
  Logical: "and bool false if not or true",
  Numeric: "add copyIndex div float int mod mul sub",
  Object: "createObject items json null objectKeys shallowMerge",
  Resource:
    "extensionResourceId getSecret listAccountSas listKeys listSecrets pickZones providers reference references resourceId resourceInfo roleDefinitions subscriptionResourceId tenantResourceId managementGroupResourceId toLogicalZone toLogicalZones toPhysicalZone toPhysicalZones",
  Scope: "managementGroup resourceGroup subscription tenant",
  String:
    "base64 base64ToJson base64ToString buildUri dataUri dataUriToString endsWith format guid join like newGuid padLeft parseUri replace split startsWith string substring toLower toUpper trim uniqueString uri uriComponent uriComponentToString",
  Other: "any fail nameof readCliArg readEnvironmentVariable",
};

/** Answered by the template that the call stands in, before the library is asked. */
const byTemplate: ReadonlySet<string> = new Set(
  "parameters variables copyindex lambda lambdavariables reference references resourceinfo nameof loadtextcontent loadjsoncontent loadyamlcontent loadfileasbase64".split(
    " ",
  ),
);

/** Where the evaluation of a function ends. */
const limits: ReadonlyMap<string, string> = new Map([
  ["datetimeadd", "with a format; without one Microsoft's page prints two spellings of the result, so that it is a constant"],
  ["loaddirectoryfileinfo", "for the files that are read; a folder may hold others, so that the list is open"],
]);

/** What Azure gives that is the same at every place of a deployment: kept apart by name, its value not known. */
const constants: ReadonlySet<string> = new Set(
  "pickzones providers roledefinitions tologicalzone tologicalzones tophysicalzone tophysicalzones deployer".split(" "),
);

export function templateFunctionsPage(): string {
  const rows = Object.entries(published).flatMap(([group, names]) =>
    names.split(" ").map((name) => ({ name, group, state: stateOf(name) })),
  );
  const count = (state: string) => rows.filter((row) => row.state.startsWith(state)).length;
  return [
    "# Template functions",
    "",
    `The ${rows.length} functions that Microsoft's reference and Bicep's namespaces list, shared by Bicep and ARM JSON: ${count("evaluated")} are evaluated, ${count("unknown")} are`,
    `unknown by nature, ${count("missing")} are missing. What is evaluated over values that are not known keeps what is known of the result, or is a`,
    "constant of the deployment: the same expression is the same value. Generated; `npm run docs` writes it.",
    "",
    "| Function | Group | State |",
    "| --- | --- | --- |",
    ...rows.map(({ name, group, state }) => `| \`${name}\` | ${group} | ${state} |`),
    "",
  ].join("\n");
}

function stateOf(name: string): string {
  const key = name.toLowerCase();
  const limit = limits.get(key);
  if (limit !== undefined) return `evaluated ${limit}`;
  if (byTemplate.has(key)) return "evaluated, from the template and the files beside it";
  if (constants.has(key)) return "unknown by nature: only Azure knows it, though it is the same at every place";
  const fn = library.get(key);
  if (fn) return fn.kind === "nature" ? `unknown by nature: ${reasonOf(fn)}` : "evaluated";
  return /^list[a-z]+$/.test(key) ? "unknown by nature: only Azure answers it, and what it gives is secret" : "missing";
}

function reasonOf(fn: Fn & { kind: "nature" }): string {
  const { text } = fn.because;
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}
