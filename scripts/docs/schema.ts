// The JSON schema of 'aml-network-audit.json', made of the shape that reads it. Run by `npm run docs`.
import { writeFileSync } from "node:fs";
import { toJsonSchema } from "@valibot/to-json-schema";
import { shape } from "../../src/analysis/configuration/shape.ts";

export const schemaPath = "schemas/aml-network-audit.schema.json";

export function configurationSchema(): string {
  const schema = toJsonSchema(shape, { errorMode: "ignore", typeMode: "input" });
  const whole = {
    ...schema,
    title: "AML Network Audit",
    description: "What AML Network Audit is told about the deployments of this folder.",
    allowComments: true,
    allowTrailingCommas: true,
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

if (import.meta.main) writeFileSync(schemaPath, configurationSchema());
