// Completes a snippet as a person does who goes from tab stop to tab stop.

/** The text with every stop answered: by `answer`, else by what it proposes. */
export function completed(body: string, answer: (proposed: string, stop: number) => string = (proposed) => proposed): string {
  const given = new Map<string, string>();
  const stop = /\$\{(\d+):((?:\\.|[^}\\])*)\}/g;
  const plain = (text: string) => text.replace(/\\([\\$}])/g, "$1");
  for (const [, number = "", proposed = ""] of body.matchAll(stop)) given.set(number, answer(plain(proposed), Number(number)));
  return body.replace(/\\([\\$}])|\$\{(\d+)(?::(?:\\.|[^}\\])*)?\}|\$\d+/g, (_, escaped, number) => escaped ?? given.get(number) ?? "");
}

/** What each stop proposes, in order. */
export function proposals(body: string): readonly string[] {
  const found: string[] = [];
  completed(body, (proposed) => {
    found.push(proposed);
    return proposed;
  });
  return found;
}
