// Which rules tflint runs with: its own, and those for azurerm where TFLINT_PLUGIN_DIR holds the plug-in.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Options of tflint. */
export function tflintRules(): readonly string[] {
  if (!process.env.TFLINT_PLUGIN_DIR) return [];
  const path = join(mkdtempSync(join(tmpdir(), "tflint-")), "tflint.hcl");
  writeFileSync(path, 'plugin "azurerm" {\n  enabled = true\n}\n');
  return [`--config=${path}`];
}
