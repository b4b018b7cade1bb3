// In JSON nested blocks look like arguments: only the table of a resource's arguments tells them apart.
import { blockFields } from "../azurerm/index.ts";
import type { Field } from "../azurerm/table.ts";
import type { Attribute, Block, Expression, Member } from "../syntax/tree.ts";

/** A block of a file in JSON, with those of its arguments as blocks that are blocks. */
export function withBlocks(block: Block): Block {
  if (block.type !== "resource" && block.type !== "data") return block;
  const fields = blockFields(block.labels[0]?.text ?? "");
  return fields.length === 0 ? block : told(block, fields);
}

function told(block: Block, fields: readonly Field[]): Block {
  const attributes: Attribute[] = [];
  const blocks = block.blocks.map((inner) => (inner.type === "dynamic" ? dynamic(inner, fields) : inner));
  for (const attribute of block.attributes) {
    const made = blocksOf(attribute, fields);
    if (made) blocks.push(...made);
    else attributes.push(attribute);
  }
  return { ...block, attributes, blocks };
}

function dynamic(block: Block, fields: readonly Field[]): Block {
  const inner = innerOf(fields, block.labels[0]?.text ?? "") ?? [];
  return { ...block, blocks: block.blocks.map((content) => told(content, inner)) };
}

function blocksOf({ name, value, nameAt }: Attribute, fields: readonly Field[]): readonly Block[] | undefined {
  const inner = innerOf(fields, name);
  const bodies = value.kind === "list" ? value.items : [value];
  if (!inner || !bodies.every((body) => body.kind === "object")) return undefined;
  return bodies.map((body): Block => {
    const { start, end, members } = body as Extract<Expression, { kind: "object" }>;
    const made = {
      type: name,
      labels: [],
      attributes: members.flatMap(attributeOf),
      blocks: [],
      header: nameAt,
      inside: { start: start + 1, end: end - 1 },
    };
    return told({ ...made, start, end }, inner);
  });
}

function innerOf(fields: readonly Field[], name: string): readonly Field[] | undefined {
  const found = fields.flatMap((field) => (field.kind === "block" && field.argument === name ? [field.fields] : []));
  return found.length > 0 ? found.flat() : undefined;
}

function attributeOf({ key, value, start, end }: Member): readonly Attribute[] {
  return key.kind === "literal" ? [{ name: String(key.value), nameAt: { start: key.start, end: key.end }, value, start, end }] : [];
}
