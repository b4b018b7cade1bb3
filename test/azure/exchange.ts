// A request and its answer, between the wire and what ARM says.

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
