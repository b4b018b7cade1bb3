// The syntax tree of one Terraform file, made from tree-sitter's or from JSON. Offsets are UTF-16, absolute in the file.

export interface Node {
  readonly start: number;
  readonly end: number;
}

export type Expression = Node &
  (
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
    | { readonly kind: "list"; readonly items: readonly Expression[] }
    | { readonly kind: "object"; readonly members: readonly Member[] }
    | { readonly kind: "variable"; readonly name: string }
    /** `expand`: the last argument is spread with `...`. */
    | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[]; readonly expand: boolean }
    | { readonly kind: "attribute"; readonly base: Expression; readonly name: string }
    | { readonly kind: "index"; readonly base: Expression; readonly index: Expression }
    /** `base[*].a.b`: the steps are taken on each item. */
    | { readonly kind: "splat"; readonly base: Expression; readonly steps: readonly Step[] }
    | { readonly kind: "unary"; readonly operator: "!" | "-"; readonly operand: Expression }
    | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "conditional"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
    | {
        readonly kind: "for";
        readonly key?: string;
        readonly value: string;
        readonly over: Expression;
        /** Set for `{ for … : key => value }`. */
        readonly keyBody?: Expression;
        readonly body: Expression;
        readonly grouped: boolean;
        readonly when?: Expression;
      }
    | { readonly kind: "parens"; readonly inner: Expression }
    /** What could not be parsed. */
    | { readonly kind: "broken"; readonly message: string }
  );

export type Operator = "+" | "-" | "*" | "/" | "%" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||";

export type Step = { readonly attribute: string } | { readonly index: Expression };

export interface Member extends Node {
  readonly key: Expression;
  readonly value: Expression;
}

export type TemplatePart =
  | (Node & { readonly kind: "text"; readonly text: string })
  | (Node & { readonly kind: "value"; readonly value: Expression })
  | (Node & {
      readonly kind: "if";
      readonly test: Expression;
      readonly yes: readonly TemplatePart[];
      readonly no: readonly TemplatePart[];
    })
  | (Node & {
      readonly kind: "for";
      readonly key?: string;
      readonly value: string;
      readonly over: Expression;
      readonly body: readonly TemplatePart[];
    });

export interface Attribute extends Node {
  readonly name: string;
  readonly nameAt: Node;
  readonly value: Expression;
}

export interface Label extends Node {
  readonly text: string;
}

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  /** Set when a part of it could not be read: what is not seen may be there. */
  readonly broken?: string;
}

export interface Block extends Node, Body {
  readonly type: string;
  readonly labels: readonly Label[];
  /** From its type to its last label. */
  readonly header: Node;
  /** Between its braces. */
  readonly inside: Node;
}

export interface SyntaxProblem extends Node {
  readonly message: string;
}

export interface TerraformFile extends Body {
  readonly problems: readonly SyntaxProblem[];
}

export function attributeOf(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

export function blocksOf(body: Body, type: string): readonly Block[] {
  return body.blocks.filter((block) => block.type === type);
}
