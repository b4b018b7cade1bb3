import type { Resource } from "../../../model/graph.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isOneOf, verdict } from "../../questions/answer.ts";
import type { Encrypted } from "../../questions/encryption.ts";
import { keyOf, keyUsers } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";

export const rule: Rule = {
  id: "cmk-key",
  title: "A customer-managed key is an RSA key of a size that is taken, and rotates",
  severity: "error",
  why: `Azure encrypts with RSA and RSA-HSM keys of 2048, 3072 or 4096 bits; for a workspace at least 3072 is advised. Elliptic curve keys are refused.
A storage account or registry that names one version of a key stays on that version after it is rotated.`,
  how: "Use an RSA key of 3072 bits or more and name it without its version.",
  documents: ["set-up-customer-managed-keys", "il5-guide"],
  controls: ["SC-12", "SC-13"],
  check: asLongAs("key-type", function* ({ graph }): Iterable<Verdict> {
    const users = keyUsers(graph);
    const workspaceKeys = new Set(users.filter(({ resource, workspace }) => resource === workspace).map((user) => keyOf(graph, user)));
    const keys = new Set(users.map((user) => keyOf(graph, user)));
    for (const key of keys) if (key) yield* ofKey(key, workspaceKeys.has(key));
    for (const user of users) if (user.paths.version) yield rotates(user);
  }),
};

function* ofKey(key: Resource, forWorkspace: boolean): Iterable<Verdict> {
  const type = ask(key, ["properties", "kty"], isOneOf(["RSA", "RSA-HSM"], true));
  yield verdict(key, type, {
    value: "kty",
    whether: `${called(key)} is an RSA key`,
    unmet: `${opening(key)} is no RSA key, and Azure encrypts stores with RSA keys only: the deployment fails. Set its type to 'RSA' or 'RSA-HSM'.`,
    repair: setting(key, ["properties", "kty"], "RSA", `Make ${called(key)} an RSA key`),
  });
  if (type.is !== "met") return;
  yield verdict(key, ask(key, ["properties", "keySize"], isOneOf([2048, 3072, 4096], true)), {
    value: "keySize",
    whether: `${called(key)} has a size that Azure takes`,
    unmet: `${opening(key)} has a size that Azure does not take. Use 2048, 3072 or 4096 bits.`,
    repair: setting(key, ["properties", "keySize"], 3072, `Give ${called(key)} 3072 bits`),
  });
  if (!forWorkspace) return;
  yield verdict(key, ask(key, ["properties", "keySize"], isOneOf([3072, 4096], false)), {
    value: "3072",
    whether: `${called(key)} has at least 3072 bits`,
    unmet: `${opening(key)} encrypts a workspace with less than the 3072 bits that are advised. Set 'keySize' to 3072 or 4096.`,
    severity: "note",
    repair: setting(key, ["properties", "keySize"], 3072, `Give ${called(key)} 3072 bits`),
  });
}

/** A version in a property of its own, at the end of an address, or read from the key's `keyUriWithVersion`. */
function rotates({ resource, paths }: Encrypted): Verdict {
  const answer = ask(resource, paths.version ?? paths.key, (seen) => {
    if (seen.is !== "value") return seen.is === "absent" || seen.because;
    const { value } = seen;
    if (value.kind === "reference") return !/version/i.test(String(value.path.at(-1)));
    if (value.kind !== "scalar") return true;
    return paths.version === paths.key ? !/\/keys\/[^/]+\/./.test(String(value.value)) : value.value === "";
  });
  return verdict(resource, answer, {
    value: "version",
    whether: `${called(resource)} follows its key when it is rotated`,
    unmet: `${opening(resource)} names one version of its key and stays on it when the key is rotated. Name the key without its version.`,
    severity: "note",
  });
}
