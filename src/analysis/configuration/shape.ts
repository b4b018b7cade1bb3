// What 'aml-network-audit.json' may hold. The JSON schema that editors complete and explain the file by is made of this.
import * as v from "valibot";
import { rules } from "../../rulebook/index.ts";
import { dayOf, revisions } from "../../rulebook/requirements/select.ts";
import { features } from "../scenario/features.ts";

const cloud = v.picklist(["public", "usgov", "china"]);
const severity = v.picklist(["error", "warning", "note", "off"]);

const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, "a day written as in '2026-03-19'"),
  v.check((text) => dayOf(text) !== undefined, "a day that exists, written as in '2026-03-19'"),
);

const region = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9 ]*$/, "a region as Azure names it, as in 'eastus' or 'usgovvirginia'"));
const path = v.pipe(v.string(), v.nonEmpty("a path relative to this file"));
const glob = v.pipe(v.string(), v.nonEmpty("a pattern such as 'dev/**'"));

const severities = v.strictObject(
  Object.fromEntries(rules.map((rule) => [rule.id, v.exactOptional(describe(severity, `${rule.title}.`))])),
);

const featureSwitches = v.strictObject(
  Object.fromEntries(
    features.map((feature) => {
      const first = feature.title.charAt(0).toUpperCase() + feature.title.slice(1);
      const unless = feature.evidence ? "Off unless the files show it: " : "";
      const shown = unless ? feature.turnsOn.charAt(0).toLowerCase() + feature.turnsOn.slice(1) : feature.turnsOn;
      return [feature.name, v.exactOptional(describe(v.boolean(), `${first}. ${unless}${shown}`))];
    }),
  ),
);

const override = v.strictObject({
  files: describe(glob, "The files meant: a pattern over paths relative to this file."),
  severities: describe(severities, "Severities of rules in these files."),
});

const suppression = v.strictObject({
  rule: describe(v.picklist(rules.map(({ id }) => id)), "The rule whose finding is accepted."),
  file: v.exactOptional(describe(glob, "Only in files that match this pattern, relative to this file.")),
  subject: v.exactOptional(describe(v.string(), "Only on the resource of this name.")),
  value: v.exactOptional(describe(v.string(), "Only for this tag, host, zone or sub-resource.")),
  reason: describe(
    v.pipe(v.string(), v.trim(), v.nonEmpty("the reason for which the finding is accepted")),
    "Why the finding is accepted. Reports show it.",
  ),
  until: v.exactOptional(describe(day, "The last day on which it is accepted.")),
});

const environment = v.strictObject({
  name: describe(v.pipe(v.string(), v.nonEmpty("a name for the environment")), "How reports call it."),
  deployments: describe(
    v.pipe(
      v.array(
        v.strictObject({
          template: describe(path, "The template, or the folder of a Terraform configuration, relative to this file."),
          parameters: v.exactOptional(describe(v.array(path), "Its parameter files; later ones win.")),
        }),
      ),
      v.nonEmpty("at least one deployment"),
    ),
    "Deployments of one network, judged together: a hub with its firewall and a workload with its workspace.",
  ),
  cloud: v.exactOptional(describe(cloud, "The cloud it is deployed to.")),
  region: v.exactOptional(describe(region, "The region it is deployed to.")),
});

export const shape = v.strictObject({
  $schema: v.exactOptional(v.string()),
  cloud: v.exactOptional(describe(cloud, "The cloud that is deployed to, where the files do not say.")),
  region: v.exactOptional(describe(region, "The region of the workspace, where the files do not say.")),
  asOf: v.exactOptional(
    describe(
      v.pipe(
        v.string(),
        v.check(
          (text) => dayOf(text) !== undefined,
          `a day written as in '2026-03-19' or one of the revisions ${[...revisions.keys()].join(", ")}`,
        ),
      ),
      `The day, or the revision of Microsoft's documents, that the requirements are taken from: ${[...revisions].map(([name, date]) => `'${name}' is ${date}`).join(", ")}.`,
    ),
  ),
  profile: v.exactOptional(
    describe(v.picklist(["standard", "il5", "none"]), "How strictly settings are judged; 'il5' adds the DoD Impact Level 5 controls."),
  ),
  features: v.exactOptional(describe(featureSwitches, "What the workspace uses, where the files do not tell or tell wrongly.")),
  severities: v.exactOptional(describe(severities, "Severities of rules; 'off' switches a rule off.")),
  overrides: v.exactOptional(describe(v.array(override), "Severities by path. The last one that matches a file wins.")),
  suppressions: v.exactOptional(describe(v.array(suppression), "Findings that are accepted, each with its reason.")),
  baseline: v.exactOptional(describe(path, "A baseline file, relative to this one: only findings that are not in it fail.")),
  serviceTags: v.exactOptional(
    describe(
      v.array(path),
      "Published lists of service tags ('ServiceTags_Public.json'), relative to this file: addresses in rules are compared with them.",
    ),
  ),
  environments: v.exactOptional(describe(v.array(environment), "Deployments that stand together in one network.")),
  exclude: v.exactOptional(describe(v.array(glob), "Files that are not audited by themselves, and folders that are not read.")),
  showUnclear: v.exactOptional(describe(v.boolean(), "Whether the editor's list of problems shows what is unclear.")),
});

export type Shape = v.InferOutput<typeof shape>;

function describe<Schema extends v.GenericSchema>(schema: Schema, text: string) {
  return v.pipe(schema, v.description(text));
}
