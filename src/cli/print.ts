// The report in the format that was asked for.
import { writeHtml } from "../report/html.ts";
import { writeJson } from "../report/json.ts";
import { writeJunit } from "../report/junit.ts";
import { writeLines } from "../report/lines.ts";
import { writeMarkdown } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { writeSarif } from "../report/sarif.ts";
import { writeSvg } from "../report/svg.ts";
import { writeText } from "../report/text.ts";
import type { Host } from "./host.ts";

export const formats = ["text", "json", "sarif", "junit", "markdown", "html", "svg", "lines"] as const;
export type Format = (typeof formats)[number];

export function print(report: Report, format: Format, toFile: boolean, quiet: boolean, host: Host): string {
  switch (format) {
    case "json":
      return writeJson(report);
    case "sarif":
      return writeSarif(report);
    case "junit":
      return writeJunit(report);
    case "markdown":
      return writeMarkdown(report);
    case "html":
      return writeHtml(report);
    case "lines":
      return writeLines(report);
    case "svg":
      return writeSvg(report);
    case "text":
      return writeText(report, { colour: !toFile && wantsColour(host), width: Math.min(host.columns ?? 100, 140), quiet });
  }
}

/** NO_COLOR and FORCE_COLOR as their conventions say; else colour on a terminal. */
export function wantsColour({ env, columns }: Host): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return columns !== undefined && env.TERM !== "dumb";
}
