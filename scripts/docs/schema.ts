// The JSON schema of 'aml-network-audit.json', made of the shape that reads it. Run by `npm run docs`.
import { writeFileSync } from "node:fs";
import { toJsonSchema } from "@valibot/to-json-schema";
import { shape } from "../../src/analysis/configuration/shape.ts";
import { revisions } from "../../src/rulebook/requirements/select.ts";

export const schemaPath = "schemas/aml-network-audit.schema.json";

export function configurationSchema(): string {
  const schema: Node = JSON.parse(JSON.stringify(toJsonSchema(shape, { errorMode: "ignore", typeMode: "input" })));
  const whole = {
    ...enriched(schema),
    title: "AML Network Audit",
    description: "What AML Network Audit is told about the deployments of this folder.",
    allowComments: true,
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

interface Node {
  readonly properties?: { readonly [name: string]: Node };
  readonly items?: Node;
  readonly [keyword: string]: unknown;
}

/** What editors show and offer beyond the shape: a sentence for each value, values to begin with, and whole entries. */
const editing: { readonly [path: string]: { readonly [keyword: string]: unknown } } = {
  cloud: { enumDescriptions: ["Azure public.", "Azure Government.", "Azure operated by 21Vianet in China."] },
  region: { examples: ["eastus", "westeurope", "usgovvirginia", "usgovarizona", "chinanorth3"] },
  asOf: { examples: [...revisions.keys()] },
  profile: {
    default: "standard",
    enumDescriptions: [
      "What makes Azure Machine Learning fail is an error, what exposes it a warning.",
      "As 'standard', with the DoD Impact Level 5 controls as errors and their checklist in reports.",
      "Only what Azure Machine Learning needs to work; hardening, such as keys of your own and closed public access, is not asked for.",
    ],
  },
  overrides: { items: { defaultSnippets: [{ label: "Severities by path", body: { files: "$1", severities: { $2: "note" } } }] } },
  suppressions: {
    items: { defaultSnippets: [{ label: "Accept a finding", body: { rule: "$1", reason: "$2", until: "$3" } }] },
  },
  environments: {
    items: {
      defaultSnippets: [
        {
          label: "A hub and its workload",
          body: { name: "$1", deployments: [{ template: "$2" }, { template: "$3", parameters: ["$4"] }] },
        },
      ],
    },
  },
};

function enriched(schema: Node): Node {
  const properties = Object.entries(schema.properties ?? {}).map(([name, node]) => {
    const { items, ...more } = editing[name] ?? {};
    return [name, { ...node, ...more, ...(typeof items === "object" && { items: { ...node.items, ...items } }) }] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

if (import.meta.main) writeFileSync(schemaPath, configurationSchema());
