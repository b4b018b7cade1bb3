// How long Node lets garbage lie: by itself until there is several times as much of it as of what is used.
import { getHeapStatistics, setFlagsFromString } from "node:v8";

/** Megabytes that the heap may have before memory goes before time. */
const plenty = 70;

/** Percent of what is used that may lie as garbage beyond that. */
const least = 15;

/** Holds the heap small, and looks now and then at what it may have. A Node that does not know the flag passes over it. */
export function holdHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${least}`);
  setInterval(() => setFlagsFromString(`--heap-growing-percent=${growing(getHeapStatistics().used_heap_size / 1e6)}`), 1000).unref();
}

function growing(megabytes: number): number {
  return Math.round(Math.min(50, Math.max(least, (plenty / megabytes - 1) * 100)));
}
