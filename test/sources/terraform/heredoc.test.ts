// Templates as `terraform console` renders them; the results were read from it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluated, shown } from "./folder.ts";

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are Terraform templates
const cases: readonly (readonly [string, string, string])[] = [
  [
    "indentation is taken off by the least indented line",
    "<<-EOT\n    one\n      two ${local.n.a}\n\n    three\n  EOT",
    "one\n  two 1\n\nthree\n",
  ],
  ["a plain heredoc keeps everything", '<<EOT\n  raw "quoted" \\n $${x}\nEOT', '  raw "quoted" \\n ${x}\n'],
  [
    "strip markers take a line's end, not the next indentation",
    "<<-EOT\n    %{for k, v in local.n~}\n    ${k}=${v}\n    %{endfor~}\n    end\n  EOT",
    "    a=1\n    b=2\n    end\n",
  ],
  [
    "a condition keeps the line breaks around it",
    "<<-EOT\n    %{if local.n.a == 1}\n    yes\n    %{else}\n    no\n    %{endif}\n  EOT",
    "\nyes\n\n",
  ],
  ["an interpolation counts as unindented text", "<<-EOT\n      a\n    ${local.n.a}\n        b\n  EOT", "  a\n1\n    b\n"],
  ["strip markers work on both sides", "<<EOT\na\n  ${~ local.n.a ~}\n  b\nEOT", "a\n1  b\n"],
  ["loops stand in quotes too", '"%{for k, v in local.n}${k}${v} %{endfor}"', "a1 b2 "],
  ["strip markers in quotes take all space", '"x %{~ if true ~}  y  %{~ endif ~} z"', "xyz"],
];

for (const [what, expression, wanted] of cases) {
  test(`in templates ${what}`, () => {
    const text = `locals {\n  n = { a = 1, b = 2 }\n}\noutput "it" {\n  value = ${expression}\n}\n`;
    const value = evaluated({ "main.tf": text }).outputs.get("it");
    assert.equal(value && shown(value), JSON.stringify(wanted));
  });
}

test("template files are rendered with their variables, wherever the face finds them", () => {
  const files = {
    "main.tf": 'output "it" {\n  value = templatefile("${path.module}/t.tpl", { list = ["x", "y"], name = "n" })\n}\n',
    "t.tpl": "hello ${name}\n%{ for i in list ~}\n  - ${i}\n%{ endfor ~}\nend $${x}\n",
  };
  const value = evaluated(files).outputs.get("it");
  assert.equal(value && shown(value), JSON.stringify("hello n\n  - x\n  - y\nend ${x}\n"));
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are Terraform templates
