import { look } from "../../../model/look.ts";
import type { Rule, Verdict } from "../../../model/verdict.ts";
import { ask, isFilled, isOneOf, not, verdict } from "../../questions/answer.ts";
import { keyUsers } from "../../questions/encryption.ts";
import { called, opening } from "../../questions/naming.ts";
import { asLongAs } from "../../questions/row.ts";
import { setting } from "../../questions/setting.ts";

const encryption = ["properties", "encryption"];
const ownStores = ["cosmosDbResourceId", "storageAccountResourceId", "searchAccountResourceId"];

export const rule: Rule = {
  id: "cmk-services",
  title: "The customer-managed key covers all that it is meant for",
  severity: "note",
  why: `A storage account's key covers blobs and files; queues and tables follow it only when their key type is \`Account\`, which is settled when the account is created.
A workspace either brings stores of its own for its metadata or has them encrypted on the service's side, not both.`,
  how: "Set `keyType: 'Account'` for queue and table under `encryption.services`. Choose between `enableServiceSideCMKEncryption` and stores of your own.",
  documents: ["customer-managed-keys", "il5-guide"],
  controls: ["SC-12"],
  check: asLongAs("encryption-services", function* ({ graph }): Iterable<Verdict> {
    for (const { resource, workspace } of keyUsers(graph)) {
      if (resource === workspace) {
        const serviceSide = ask(workspace, ["properties", "enableServiceSideCMKEncryption"], isOneOf([true], false));
        const given = ownStores.find((name) => look(workspace.body, [...encryption, name], workspace.condition).is === "value");
        if (serviceSide.is !== "met") continue;
        yield verdict(workspace, not(ask(workspace, [...encryption, given ?? "cosmosDbResourceId"], isFilled)), {
          value: "enableServiceSideCMKEncryption",
          whether: `${called(workspace)} has its metadata encrypted in one way`,
          unmet: `${opening(workspace)} is encrypted on the service's side and also names '${given}', a store of its own for the same data. Take one of them out.`,
          severity: "warning",
        });
      }
      if (resource.kind !== "microsoft.storage/storageaccounts") continue;
      for (const service of ["queue", "table"]) {
        const path = [...encryption, "services", service, "keyType"];
        yield verdict(resource, ask(resource, path, isOneOf(["Account"], false)), {
          value: service,
          whether: `the key of ${called(resource)} covers its ${service}s`,
          unmet: `The customer-managed key of ${called(resource)} does not cover its ${service}s, which stay under a key of Microsoft's. Set the key type of '${service}' to 'Account'; it is settled when the account is created.`,
          repair: setting(
            resource,
            path,
            "Account",
            `Cover ${service}s of ${called(resource)}`,
            "An account that exists has to be created anew.",
          ),
        });
      }
    }
  }),
};
