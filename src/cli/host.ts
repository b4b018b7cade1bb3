// The world that a command sees, so that it runs the same in a process and in a test.

export interface Host {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns of the terminal; undefined when standard output is none. */
  readonly columns?: number;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  write(text: string): void;
  /** What is said about the work, not its result: standard error. */
  say(text: string): void;
  readInput(): Promise<Uint8Array>;
}

/** A request that cannot be carried out. Ends the command with exit status 2 and this message. */
export class Refusal extends Error {
  /** What it is known by: a bundle that is loaded later has a class of its own. */
  override readonly name = "Refusal";
}

/** Exit statuses: scripts build on them. */
export const exit = { fine: 0, findings: 1, refused: 2 } as const;
