// A block's arguments and nested blocks as one value: nested blocks are lists of objects, `dynamic` ones written out.
import type { Origin } from "../../../model/origin.ts";
import { list, type Property, type Reason, unknown, type Value } from "../../../model/value.ts";
import { onEachSide } from "../evaluate/choices.ts";
import { evaluate } from "../evaluate/expression.ts";
import { walkOver } from "../evaluate/for.ts";
import { bind, type Scope } from "../evaluate/scope.ts";
import { asText, record } from "../evaluate/values.ts";
import type { Attribute, Block, Body } from "../syntax/tree.ts";
import { attributeOf, blocksOf } from "../syntax/tree.ts";

export interface BodyReader {
  readonly scope: Scope;
  /** Where a part stands that an override file put in. */
  readonly elsewhere?: ReadonlyMap<Attribute | Block, string> | undefined;
  /** What stands for an attribute of a nested block that the configuration does not give. */
  computed(path: readonly (string | number)[], at: Origin): Value;
}

const meta = new Set(["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection", "timeouts"]);

/** One argument or the nested blocks of one name; undefined when the block has neither. */
export function argumentOf(body: Body, name: string, reader: BodyReader): Value | undefined {
  const attribute = attributeOf(body, name);
  if (attribute) return evaluate(attribute.value, at(reader, attribute));
  return nestedBlocks(body, name, [], reader);
}

/** Everything the block gives. */
export function bodyValue(body: Body, origin: Origin, reader: BodyReader): Value & { kind: "object" } {
  return readBody(body, origin, [], reader);
}

function readBody(body: Body, origin: Origin, path: readonly (string | number)[], reader: BodyReader): Value & { kind: "object" } {
  const properties: Property[] = [];
  for (const attribute of body.attributes) {
    if (path.length === 0 && meta.has(attribute.name)) continue;
    const scope = at(reader, attribute);
    const nameAt: Origin = { from: "file", uri: scope.uri, start: attribute.nameAt.start, end: attribute.nameAt.end };
    properties.push({ name: attribute.name, at: nameAt, value: evaluate(attribute.value, scope) });
  }
  for (const name of new Set(body.blocks.map(blockName))) {
    const value = meta.has(name) ? undefined : nestedBlocks(body, name, path, reader);
    if (value) properties.push({ name, at: value.at, value });
  }
  const open: Reason | undefined = body.broken ? { kind: "unread", text: body.broken } : undefined;
  return record(properties, origin, open);
}

function at(reader: BodyReader, part: Attribute | Block): Scope {
  const uri = reader.elsewhere?.get(part);
  return uri === undefined ? reader.scope : { ...reader.scope, uri };
}

function blockName(block: Block): string {
  return block.type === "dynamic" ? (block.labels[0]?.text ?? "") : block.type;
}

function nestedBlocks(body: Body, name: string, path: readonly (string | number)[], reader: BodyReader): Value | undefined {
  const blocks = body.blocks.filter((block) => blockName(block) === name);
  const [first] = blocks;
  if (!first) return undefined;
  const lists = blocks.map((block, index) =>
    block.type === "dynamic" ? dynamicBlocks(block, name, path, reader) : one(block, block, [...path, name, index], reader),
  );
  const origin = originOf(first, reader);
  return lists.reduce((before, next) => onEachSide([before, next], origin, ([a, b]) => joined(a, b, origin)));
}

function joined(a: Value | undefined, b: Value | undefined, origin: Origin): Value {
  if (a?.kind !== "list" || b?.kind !== "list") return a?.kind === "unknown" ? a : (b ?? list([], origin));
  return list([...a.items, ...b.items], origin, a.open ?? b.open);
}

function originOf(block: Block, reader: BodyReader): Origin {
  return { from: "file", uri: at(reader, block).uri, start: block.start, end: block.end };
}

function one(block: Block, content: Block, path: readonly (string | number)[], reader: BodyReader): Value {
  const origin = originOf(block, reader);
  return list([nested(content, origin, path, { ...reader, scope: at(reader, block) })], origin);
}

function nested(content: Body, origin: Origin, path: readonly (string | number)[], reader: BodyReader): Value {
  const value = readBody(content, origin, path, reader);
  return Object.assign(value, { computed: (name: string) => reader.computed([...path, name], origin) });
}

function dynamicBlocks(block: Block, name: string, path: readonly (string | number)[], reader: BodyReader): Value {
  const origin = originOf(block, reader);
  const scope = at(reader, block);
  const [content] = blocksOf(block, "content");
  const over = attributeOf(block, "for_each");
  if (!content || !over) return list([], origin, { kind: "unread", text: `The dynamic block '${name}' is not complete.`, at: origin });
  const named = attributeOf(block, "iterator")?.value;
  const iterator = named?.kind === "variable" ? named.name : name;
  return onEachSide([evaluate(over.value, scope)], origin, ([source]) => {
    const walked = source ? walkOver(source, origin) : undefined;
    if (!walked) return unknown({ kind: "error", text: "This 'for_each' is not a collection." }, origin);
    const items = walked.items.map((item, index) => {
      const loop = record(
        [
          { name: "key", at: origin, value: item.key },
          { name: "value", at: origin, value: item.value },
        ],
        origin,
      );
      return nested(content, origin, [...path, name, index], { ...reader, scope: bind(scope, [[iterator, loop]]) });
    });
    return list(items, origin, walked.open);
  });
}

export function textOf(value: Value | undefined): string | undefined {
  const text = value ? asText(value) : undefined;
  return typeof text === "string" ? text : undefined;
}
