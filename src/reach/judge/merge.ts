// Puts the stages of a walk together: all of them have to let it through.
import type { Reason } from "../../model/value.ts";
import type { Blocker, Step, Walk, Witness } from "./outcome.ts";

export interface Stage {
  readonly steps: readonly Step[];
  readonly blocker?: Blocker;
  readonly because?: Reason;
  readonly witness?: Witness;
  /** The higher, the more it says: a firewall's rule before a security group's, before the way out. */
  readonly weight?: number;
}

export function mergeStages(stages: readonly Stage[]): Walk {
  const steps = stages.flatMap((stage) => stage.steps);
  const [blocker, ...further] = stages.flatMap((stage) => stage.blocker ?? []);
  if (blocker) return { is: "blocked", blocker, further, steps };
  const because = stages.find((stage) => stage.because)?.because;
  if (because) return { is: "unclear", because, steps };
  const best = [...stages].filter((stage) => stage.witness).sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0))[0];
  if (best?.witness) return { is: "allowed", witness: best.witness, steps };
  return { is: "unclear", because: { kind: "unsupported", text: "Nothing was found on the way." }, steps };
}
