// An id or a path of names cut at its slashes, `split(id, '/')`: templates take names and groups out of ids so.
import type { Origin } from "../../model/origin.ts";
import { type Address, constant, type Reason, scalar, type TextValue, type Value } from "../../model/value.ts";
import { joinedText } from "../build.ts";
import { canonical } from "../canonical.ts";
import type { Environment } from "../environment.ts";
import { ownGroup, ownSubscription } from "./deployment.ts";

/** The segments of an id, as `split` gives them: the first is empty. Undefined where the value is neither an id nor names for sure. */
export function idSegments(value: Value, at: Origin, env: Environment): readonly Value[] | undefined {
  if (value.kind === "text") return ofText(value, at) ?? ofNames(value, at);
  if (value.kind !== "reference" || value.path.length > 0) return undefined;
  return value.to.by === "id" ? ofAddress(value.to, at, env) : ofKey(value, value.to, at, env);
}

function ofAddress(to: Address & { readonly by: "id" }, at: Origin, env: Environment): readonly Value[] | undefined {
  // Ids of these may stand outside of a resource group, which the address does not say.
  if (/^microsoft\.(?:authorization|management|resources|subscription)\//i.test(to.type)) return undefined;
  return segments(to.type, to.names, to.subscription ?? ownSubscription(env), to.resourceGroup ?? ownGroup(env), at);
}

/** Of a declared resource, where it lies is not asked: that is a constant of its own. */
function ofKey(value: Value, to: Address, at: Origin, env: Environment): readonly Value[] | undefined {
  const [type, name] = [env.property(to, ["type"], at), env.property(to, ["name"], at)];
  if (type?.kind !== "scalar" || typeof type.value !== "string" || !name || type.value.split("/").length !== 2) return undefined;
  const because: Reason = { kind: "azure", text: "Where this lies is chosen when it is deployed." };
  const part = (position: number): Value => constant(`split(${canonical(value)},"/")[${position}]`, because, at);
  return segments(type.value, [name], part(2), part(4), at);
}

function segments(type: string, names: readonly Value[], subscription: Value, group: Value, at: Origin): readonly Value[] {
  const word = (known: string): Value => scalar(known, at);
  const [namespace = "", ...types] = type.split("/");
  const pairs = types.flatMap((segment, index) => [word(segment), names[index] ?? word("")]);
  return [word(""), word("subscriptions"), subscription, word("resourceGroups"), group, word("providers"), word(namespace), ...pairs];
}

/** A text that begins as an id does, each unknown part of which stands between slashes. */
function ofText(text: TextValue, at: Origin): readonly Value[] | undefined {
  const [first] = text.parts;
  if (first?.kind !== "scalar" || !`${first.value}`.toLowerCase().startsWith("/subscriptions/")) return undefined;
  const out: Value[] = [scalar("", at)];
  for (const [index, part] of text.parts.entries()) {
    if (part.kind === "scalar") {
      const [continued = "", ...rest] = `${part.value}`.split("/");
      if (continued !== "" && index > 0) return undefined;
      for (const word of rest) out.push(scalar(word, part.at));
      continue;
    }
    const open = out.at(-1);
    if (open?.kind !== "scalar" || open.value !== "") return undefined;
    out[out.length - 1] = part;
  }
  return out;
}

/** What names a resource or is part of a name: it holds no slash. */
const slashless = /name\)*$|\b(?:uniquestring|guid)\(/i;

/** Names with slashes between them, as compiled templates cut the name of a child: `split(format('{0}/{1}', …), '/')`. */
function ofNames(text: TextValue, at: Origin): readonly Value[] | undefined {
  const pieces: Value[][] = [[]];
  for (const part of text.parts) {
    const open = pieces.at(-1);
    if (part.kind === "scalar") {
      const [continued = "", ...rest] = `${part.value}`.split("/");
      if (continued !== "") open?.push(scalar(continued, part.at));
      for (const word of rest) pieces.push(word === "" ? [] : [scalar(word, part.at)]);
    } else if (part.kind === "constant" && (slashless.test(part.name) || open?.length)) open?.push(part);
    else return undefined;
  }
  return pieces.every((parts) => parts.length > 0) ? pieces.map((parts) => joinedText(parts, at)) : undefined;
}
