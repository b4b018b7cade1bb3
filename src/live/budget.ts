// ARM gives each caller in each subscription a bucket of reads that refills. We keep to it ourselves, instead of running into 429.

export interface Budget {
  /** Waits until a read of this subscription is within the budget. */
  take(subscription: string, signal: AbortSignal | undefined): Promise<void>;
  /** What Azure says is left: the bucket follows it downwards. */
  heard(subscription: string, left: number): void;
}

export interface Clock {
  now(): number;
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
}

/** Azure Resource Manager's figures for reads: `burst` at once, then `perSecond`. */
const ARM_READS = { burst: 250, perSecond: 25 } as const;

export function budget(clock: Clock, limits: { readonly burst: number; readonly perSecond: number } = ARM_READS): Budget {
  const buckets = new Map<string, { left: number; at: number }>();
  const bucket = (subscription: string) => {
    const key = subscription.toLowerCase();
    const now = clock.now();
    const have = buckets.get(key) ?? { left: limits.burst, at: now };
    const refilled = Math.min(limits.burst, have.left + ((now - have.at) / 1000) * limits.perSecond);
    const next = { left: refilled, at: now };
    buckets.set(key, next);
    return next;
  };
  return {
    async take(subscription, signal) {
      const have = bucket(subscription);
      have.left -= 1;
      if (have.left < 0) await clock.wait((-have.left / limits.perSecond) * 1000, signal);
    },
    heard(subscription, left) {
      const have = bucket(subscription);
      have.left = Math.min(have.left, left);
    },
  };
}

/** The real clock. An aborted wait rejects with `AbortError`. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) =>
    new Promise((done, failed) => {
      const stop = () => {
        clearTimeout(timer);
        failed(new DOMException("The wait was cancelled.", "AbortError"));
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        done();
      }, milliseconds);
      if (signal?.aborted) stop();
      else signal?.addEventListener("abort", stop, { once: true });
    }),
};
