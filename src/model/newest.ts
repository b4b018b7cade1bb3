interface Kept<Made> {
  readonly text: string;
  readonly made: Made;
}

/**
 * What was made of the newest text of each file, of those that were asked for last: as many of them as have about `most` characters of text
 * together. A text that was typed over is let go of at once, so that it never grows old in memory. The others go half of them at a time, with
 * the map that holds them: one that entries are taken out of singly leaves tables behind that keep alive what came after them.
 */
export class Newest<Made> {
  private readonly most: number;
  private recent = new Map<string, Kept<Made>>();
  private earlier = new Map<string, Kept<Made>>();
  private total = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** `make` is called when the text is not the one that was asked for last, with what was made of that. */
  of(uri: string, text: string, make: (before: Made | undefined) => Made): Made {
    const held = this.recent.get(uri);
    if (held?.text === text) return held.made;
    const before = held ?? this.earlier.get(uri);
    if (!held && before) this.earlier.delete(uri);
    const kept = before?.text === text ? before : { text, made: make(before?.made) };
    this.total += text.length - (held?.text.length ?? 0);
    if (this.total > this.most / 2) {
      this.recent.delete(uri);
      this.earlier = this.recent;
      this.recent = new Map();
      this.total = text.length;
    }
    this.recent.set(uri, kept);
    return kept.made;
  }
}
