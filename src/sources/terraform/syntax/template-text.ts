// Templates of Terraform between its two spellings: in JSON a string has JSON's escapes alone, in quotes it has Terraform's.

/** Pieces of a template in order: text, and `${…}` or `%{…}` with their brackets. */
function piecesOf(template: string): readonly { readonly isText: boolean; readonly text: string }[] {
  const pieces: { isText: boolean; text: string }[] = [];
  let from = 0;
  let at = 0;
  const cut = (to: number, isText: boolean): void => {
    if (to > from) pieces.push({ isText, text: template.slice(from, to) });
    from = to;
  };
  while (at < template.length) {
    const two = template.slice(at, at + 2);
    const isEscaped = template.slice(at, at + 3) === `$${"${"}` || template.slice(at, at + 3) === "%%{";
    if (isEscaped) at += 3;
    else if (two !== `${"$"}{` && two !== "%{") at++;
    else {
      cut(at, true);
      at = closing(template, at + 2);
      cut(at, false);
    }
  }
  cut(template.length, true);
  return pieces;
}

/** The text between quotes. */
export function escaped(template: string): string {
  return piecesOf(template)
    .map(({ isText, text }) => (isText ? JSON.stringify(text).slice(1, -1) : text))
    .join("");
}

/** What stands between quotes, as the content of a JSON string; undefined where an escape is not one that JSON has. */
export function unescaped(quoted: string): string | undefined {
  const parts = piecesOf(quoted).map(({ isText, text }) => (isText ? plain(text) : text));
  return parts.includes(undefined) ? undefined : parts.join("");
}

/** The one expression that a template is made of. */
export function onlyExpression(template: string): string | undefined {
  const [only, ...more] = piecesOf(template);
  return only && !only.isText && more.length === 0 && only.text.startsWith("$") ? only.text.slice(2, -1).trim() : undefined;
}

function plain(text: string): string | undefined {
  return /^(?:[^"\\\n]|\\(?:["\\nrt]|u[0-9a-fA-F]{4}))*$/.test(text) ? String(JSON.parse(`"${text.replaceAll("\t", "\\t")}"`)) : undefined;
}

/** Behind the bracket that closes what was opened before an offset; brackets in quotes inside are passed over. */
function closing(text: string, from: number): number {
  const open: ("{" | '"')[] = ["{"];
  let at = from;
  for (; at < text.length && open.length > 0; at++) {
    const here = text[at];
    if (open.at(-1) === '"') {
      if (here === "\\") at++;
      else if (here === '"') open.pop();
      else if ((here === "$" || here === "%") && text[at + 1] === "{") {
        open.push("{");
        at++;
      }
    } else if (here === '"' || here === "{") open.push(here);
    else if (here === "}") open.pop();
  }
  return at;
}
