// Colour for terminals, and text laid into a width.

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  blue(text: string): string;
}

export function createPaint(colour: boolean): Paint {
  const code = (open: number, close: number) => (text: string) => (colour ? `\u001b[${open}m${text}\u001b[${close}m` : text);
  return { bold: code(1, 22), dim: code(2, 22), red: code(31, 39), yellow: code(33, 39), green: code(32, 39), blue: code(34, 39) };
}

/** Breaks a text at spaces; every line after the first is indented. A word longer than the width stands alone. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}

/** Columns under each other; the text of cells may be painted, so their plain widths are given by the cells themselves. */
export function table(rows: readonly (readonly Cell[])[], gap = "  "): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, { plain }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, plain.length);
  }
  return rows.map((row) =>
    row
      .map(({ plain, painted }, column) => painted + " ".repeat((widths[column] ?? 0) - plain.length))
      .join(gap)
      .trimEnd(),
  );
}

export interface Cell {
  readonly plain: string;
  readonly painted: string;
}

export function cell(plain: string, painted = plain): Cell {
  return { plain, painted };
}
