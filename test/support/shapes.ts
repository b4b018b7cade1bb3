// The same deployment written in other ways: by line ends, in a loop, in a module, behind a parameter.
import type { Finding } from "../../src/model/finding.ts";
import type { Resource } from "../../src/model/graph.ts";
import { asAzapi } from "./azapi.ts";
import { root } from "./settle.ts";

export type Texts = Readonly<Record<string, string>>;
export type Spelling = "bicep" | "json" | "tf";

/** What is wrong, and of which resource. */
export interface Wrong {
  readonly at: Finding["at"];
  readonly subject: Resource | undefined;
}

/** Another way of writing it; undefined where it cannot be written so. */
export interface Shape {
  readonly name: string;
  /** The spelling that it is made from, where not from all. */
  readonly of?: Spelling;
  write(texts: Texts, spelling: Spelling, wrong: Wrong): Texts | undefined;
}

export const shapes: readonly Shape[] = [
  { name: "as it stands", write: (texts) => texts },
  { name: "with Windows line ends", write: (texts) => each(texts, (text) => text.replaceAll("\n", "\r\n")) },
  { name: "indented by tabs", write: (texts) => each(texts, tabbed) },
  { name: "in a loop", write: inLoop },
  { name: "in a module", write: (texts, spelling) => inModule(texts, spelling, false) },
  { name: "in a module that is called in a loop", write: (texts, spelling) => inModule(texts, spelling, true) },
  { name: "behind a parameter", write: (texts, spelling, wrong) => behindParameter(texts, spelling, wrong, false) },
  { name: "in a file of parameters", write: (texts, spelling, wrong) => behindParameter(texts, spelling, wrong, true) },
  { name: "in jsonencode", of: "json", write: (texts) => asAzapi(Object.values(texts)[0] ?? "") },
];

function each(texts: Texts, change: (text: string) => string): Texts {
  return Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, change(text)]));
}

function tabbed(text: string): string {
  return text.replace(/^( {2})+/gm, (blanks) => "\t".repeat(blanks.length / 2));
}

/** The resource that a finding is about, made once by a loop. */
function inLoop(texts: Texts, spelling: Spelling, { subject }: Wrong): Texts | undefined {
  if (subject?.span.from !== "file" || subject.inline || subject.existing) return undefined;
  const { span } = subject;
  const file = span.uri.slice(root.length);
  const text = texts[file];
  if (text === undefined) return undefined;
  const head = text.slice(span.start);
  if (spelling === "json") {
    if (subject.parent && /^\{[^{]*"name": "[^"/[]*"/.test(head)) return undefined; // written inside of its parent
    return { ...texts, [file]: `${text.slice(0, span.start)}{ "copy": { "name": "turns", "count": 1 },${head.slice(1)}` };
  }
  if (spelling === "tf") {
    const [, type, label] = /^resource "(\w+)" "([\w-]+)" \{/.exec(head) ?? [];
    if (!type || !label) return undefined;
    const address = new RegExp(`\\b${type}\\.${label}\\.`, "g");
    const counted = text.slice(0, span.start) + head.replace("{", "{\n  count = 1\n");
    return each({ ...texts, [file]: counted }, (one) => one.replace(address, `${type}.${label}[0].`));
  }
  const declared = [...text.slice(0, span.end).matchAll(/^resource (\w+) '[^']+' = \{/gm)].at(-1);
  if (!declared || declared.index > span.start + 8) return undefined;
  const symbol = declared[1] ?? "";
  const end = text.indexOf("\n}\n", declared.index);
  if (end < 0) return undefined;
  const [before, body, after] = [text.slice(0, declared.index), text.slice(declared.index, end + 2), text.slice(end + 2)];
  const used = (one: string) =>
    one.replace(new RegExp(`(?<=parent: |scope: |\\$\\{|[ (,[])${symbol}(?=\\.(?!\\w*:)|\\n|,)`, "g"), `${symbol}[0]`);
  return { ...texts, [file]: `${used(before)}${body.replace("= {", "= [for turn in range(0, 1): {")}]${used(after)}` };
}

/** Everything in a module, which is given what it asks for. */
function inModule(texts: Texts, spelling: Spelling, looped: boolean): Texts | undefined {
  const [file, text] = Object.entries(texts)[0] ?? [];
  if (file === undefined || text === undefined || Object.keys(texts).length > 1) return undefined;
  if (spelling === "bicep") return bicepModule(text, looped);
  return spelling === "tf" ? terraformModule(text, looped) : armModule(text, looped);
}

function bicepModule(text: string, looped: boolean): Texts {
  const scope = /^targetScope = .*$/m.exec(text)?.[0];
  const asked = [...text.matchAll(/^((?:@.*\n)*)param (\w+) (\w+)\n/gm)];
  const declared = asked.map(([whole]) => whole).join("");
  const given = asked.map(([, , name]) => `    ${name}: ${name}\n`).join("");
  const body = `{\n  name: 'part'\n  params: {\n${given}  }\n}`;
  const call = looped ? `[for turn in range(0, 1): ${body}]` : body;
  return { "main.bicep": `${scope ? `${scope}\n\n` : ""}${declared}\nmodule part 'part.bicep' = ${call}\n`, "part.bicep": text };
}

function terraformModule(text: string, looped: boolean): Texts {
  const asked = [...text.matchAll(/^variable "(\w+)" \{\n((?: {2}.*\n)*)\}\n/gm)].filter(([, , body]) => !body?.includes("default"));
  const declared = asked.map(([whole]) => whole).join("\n");
  const given = asked.map(([, name]) => `  ${name} = var.${name}\n`).join("");
  const main = `${declared}\nmodule "part" {\n  source = "./part"\n${looped ? "  count = 1\n" : ""}${given}}\n`;
  return { "main.tf": main, "part/main.tf": text };
}

function armModule(text: string, looped: boolean): Texts | undefined {
  const template: { parameters?: Record<string, { defaultValue?: unknown }>; $schema: string } = JSON.parse(
    text.replace(/^\s*\/\/.*$/gm, ""),
  );
  const asked = Object.entries(template.parameters ?? {}).filter(([, one]) => one.defaultValue === undefined);
  const outer = {
    $schema: template.$schema,
    contentVersion: "1.0.0.0",
    parameters: Object.fromEntries(asked),
    resources: [
      {
        type: "Microsoft.Resources/deployments",
        apiVersion: "2022-09-01",
        name: "part",
        ...(looped && { copy: { name: "turns", count: 1 } }),
        properties: {
          mode: "Incremental",
          expressionEvaluationOptions: { scope: "inner" },
          parameters: Object.fromEntries(asked.map(([name]) => [name, { value: `[parameters('${name}')]` }])),
          template: "TEMPLATE",
        },
      },
    ],
  };
  return { "azuredeploy.json": `${JSON.stringify(outer, undefined, 2).replace('"TEMPLATE"', () => text.trim())}\n` };
}

/** The literal that is wrong, as the default of a parameter, or as what a file of parameters gives. */
function behindParameter(texts: Texts, spelling: Spelling, { at }: Wrong, given: boolean): Texts | undefined {
  if (at.from !== "file") return undefined;
  const file = at.uri.slice(root.length);
  const text = texts[file] ?? "";
  const literal = text.slice(at.start, at.end);
  const type = /^(?:'[^'$\\]*'|"[^"$\\[]*")$/.test(literal) ? "string" : /^(?:true|false)$/.test(literal) ? "bool" : undefined;
  if (!type || text.charAt(at.end) === ":" || /"(?:type|name)": $/.test(text.slice(0, at.start))) return undefined;
  const put = (code: string) => text.slice(0, at.start) + code + text.slice(at.end);
  if (spelling === "bicep") {
    const declared = given ? `param shaped ${type}` : `param shaped ${type} = ${literal}`;
    const values = { "shaped.bicepparam": `using '${file}'\n\nparam shaped = ${literal}\n` };
    return { ...texts, [file]: `${declared}\n\n${put("shaped")}`, ...(given && values) };
  }
  if (spelling === "tf") {
    const variable = `variable "shaped" {\n  type    = ${type}\n${given ? "" : `  default = ${literal}\n`}}\n`;
    return { ...texts, [file]: `${put("var.shaped")}\n${variable}`, ...(given && { "terraform.tfvars": `shaped = ${literal}\n` }) };
  }
  const shaped = put(`"[parameters('shaped')]"`);
  if (!/"parameters": \{\s*"/.test(shaped.slice(0, 400))) return undefined;
  const declared = `"shaped": { "type": "${type}"${given ? "" : `, "defaultValue": ${literal}`} }`;
  const values = `{ "$schema": "${parametersSchema}", "contentVersion": "1.0.0.0", "parameters": { "shaped": { "value": ${literal} } } }\n`;
  return {
    ...texts,
    [file]: shaped.replace('"parameters": {', `"parameters": {\n    ${declared},`),
    ...(given && { [file.replace(".json", ".parameters.json")]: values }),
  };
}

const parametersSchema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#";
