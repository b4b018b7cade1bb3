// What azurerm calls a property of ARM's, for messages about it.
import type { Scalar } from "../../../model/value.ts";
import { fromArm } from "./codecs.ts";
import { type Field, knownTo, type Major, type ResourceMap } from "./table.ts";

/** The argument and its value, as `'public_network_access_enabled' to false`; undefined where azurerm has no argument for it. */
export function argumentFor(map: ResourceMap, major: Major, property: string, value?: Scalar): string | undefined {
  const wanted = property.toLowerCase();
  return inFields(map.fields, major, wanted, value, "", "");
}

function inFields(
  fields: readonly Field[],
  major: Major,
  wanted: string,
  value: Scalar | undefined,
  path: string,
  way: string,
): string | undefined {
  for (const field of fields) {
    if (!knownTo(field, major) || (field.kind === "value" && field.isRead)) continue;
    const [own, name] = [[path, ...field.path].filter(Boolean).join("."), [way, field.argument].filter(Boolean).join(".")];
    const found =
      field.kind === "value"
        ? isEnd(own, wanted) && said(name, field.codec, value)
        : (saysByBeing(field, own, wanted, value) && `'${name}'`) || inFields(field.fields, major, wanted, value, own, name);
    if (found) return found;
  }
  return undefined;
}

/** Whether a block is this, or says it of itself: there is no argument for it. */
function saysByBeing(field: Field, own: string, wanted: string, value: Scalar | undefined): boolean {
  if (value === undefined && field.kind === "block" && !field.many && isEnd(own, wanted)) return true;
  const constants = field.kind === "block" ? Object.entries(field.constants ?? {}) : [];
  return constants.some(([path, constant]) => isEnd(`${own}.${path}`, wanted) && (value === undefined || value === constant));
}

function said(name: string, codec: Parameters<typeof fromArm>[0], value: Scalar | undefined): string | undefined {
  if (value === undefined || value === null) return `'${name}'`;
  const spelt = fromArm(codec, value);
  if (spelt === undefined) return undefined;
  return `'${name}' to ${typeof spelt === "string" ? `'${spelt}'` : Array.isArray(spelt) ? JSON.stringify(spelt) : String(spelt)}`;
}

function isEnd(path: string, wanted: string): boolean {
  const whole = path.toLowerCase();
  return whole === wanted || whole.endsWith(`.${wanted}`);
}
