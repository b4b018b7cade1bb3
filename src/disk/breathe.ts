/** Lets what has arrived meanwhile have its turn: edits, and a wish to stop. Works in Node and in a browser's worker. */
export function breathe(): Promise<void> {
  return new Promise((done) => (typeof setImmediate === "function" ? setImmediate(done) : setTimeout(done, 0)));
}
