/** Whether a path matches a glob of `*`, `**` and `?`; a glob that ends in `/` covers all below it. Without case, in linear time a segment. */
export function matches(glob: string, path: string): boolean {
  const pattern = (glob.endsWith("/") ? `${glob}**` : glob).toLowerCase().split("/");
  return segments(pattern, 0, path.toLowerCase().split("/"), 0);
}

function segments(pattern: readonly string[], p: number, path: readonly string[], s: number): boolean {
  let at = p;
  let here = s;
  let star = -1;
  let resume = 0;
  while (here < path.length) {
    const want = pattern[at];
    if (want === "**") {
      star = at;
      resume = here;
      at += 1;
    } else if (want !== undefined && segment(want, path[here] ?? "")) {
      at += 1;
      here += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      here = resume;
    } else return false;
  }
  while (pattern[at] === "**") at += 1;
  return at === pattern.length;
}

function segment(want: string, have: string): boolean {
  let w = 0;
  let h = 0;
  let star = -1;
  let resume = 0;
  while (h < have.length) {
    if (want[w] === "*") {
      star = w;
      resume = h;
      w += 1;
    } else if (want[w] === "?" || want[w] === have[h]) {
      w += 1;
      h += 1;
    } else if (star >= 0) {
      w = star + 1;
      resume += 1;
      h = resume;
    } else return false;
  }
  while (want[w] === "*") w += 1;
  return w === want.length;
}
