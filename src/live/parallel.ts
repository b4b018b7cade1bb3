/** Runs work on items, at most `limit` at a time, results in the items' order. Stops handing out work once the signal is aborted. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: { readonly at: number; readonly value: R }[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && !signal?.aborted) {
      const at = next;
      next += 1;
      const item = items[at];
      if (item !== undefined) results.push({ at, value: await work(item) });
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results.sort((a, b) => a.at - b.at).map((result) => result.value);
}
