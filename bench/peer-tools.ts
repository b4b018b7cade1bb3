// The tools that people would pick instead, each with its whole command line: offline, with the checks that it brings, its answer as JSON.
import { join } from "node:path";
import { tflintRules } from "./tflint-rules.ts";

export interface Tool {
  readonly name: string;
  readonly reads: string;
  /** Program and arguments that judge a folder. */
  readonly command: (folder: string) => readonly string[];
}

export const ours: Tool = {
  name: "ours",
  reads: "Terraform, ARM, Bicep",
  command: (folder) => [
    process.execPath,
    join(import.meta.dirname, "../dist/cli.cjs"),
    "audit",
    folder,
    "--format",
    "json",
    "--fail-on",
    "never",
  ],
};

const azurerm = tflintRules();

/** Those on the path, or where CHECKOV, TRIVY and TFLINT say; TFLINT_PLUGIN_DIR may hold tflint's rules for azurerm. */
export const peers: readonly Tool[] = [
  {
    name: "checkov",
    reads: "Terraform, ARM, Bicep",
    command: (folder) => [
      process.env.CHECKOV ?? "checkov",
      "-d",
      folder,
      "--framework",
      "terraform",
      "arm",
      "bicep",
      "--skip-download",
      "--compact",
      "--quiet",
      "-o",
      "json",
    ],
  },
  {
    name: "trivy",
    reads: "Terraform, ARM; of Bicep what was compiled to ARM",
    command: (folder) => [
      process.env.TRIVY ?? "trivy",
      "config",
      "--skip-check-update",
      "--skip-version-check",
      "--disable-telemetry",
      "--quiet",
      "--misconfig-scanners",
      "terraform,azure-arm,terraformplan-json",
      "--format",
      "json",
      folder,
    ],
  },
  {
    name: "tflint",
    reads: "Terraform",
    command: (folder) => [process.env.TFLINT ?? "tflint", "--recursive", `--chdir=${folder}`, "--format=json", ...azurerm],
  },
];
