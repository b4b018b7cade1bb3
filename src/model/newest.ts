/**
 * What was made of the newest text of each file, of those that were asked for last: as many of them as have `most` characters of text together.
 * A text that was typed over is let go of at once, so that it never grows old in memory.
 */
export class Newest<Made> {
  private readonly most: number;
  private readonly kept = new Map<string, { readonly text: string; readonly made: Made }>();
  private total = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** `make` is called when the text is not the one that was asked for last, with what was made of that. */
  of(uri: string, text: string, make: (before: Made | undefined) => Made): Made {
    const before = this.kept.get(uri);
    this.kept.delete(uri);
    if (before?.text === text) {
      this.kept.set(uri, before);
      return before.made;
    }
    const made = make(before?.made);
    this.kept.set(uri, { text, made });
    this.total += text.length - (before?.text.length ?? 0);
    for (const [oldest, { text: old }] of this.kept) {
      if (this.total <= this.most || oldest === uri) break;
      this.kept.delete(oldest);
      this.total -= old.length;
    }
    return made;
  }
}
