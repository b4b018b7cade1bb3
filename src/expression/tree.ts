// One expression tree for Bicep and for ARM's template language. Offsets are absolute in the file.

interface Node {
  readonly start: number;
  readonly end: number;
}

export type Expr = Node &
  (
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    /** `'${a}-b'`: literal strings and expressions in order. */
    | { readonly kind: "interpolation"; readonly parts: readonly Expr[] }
    | { readonly kind: "object"; readonly members: readonly Member[] }
    | { readonly kind: "array"; readonly items: readonly (Expr | Spread)[] }
    /** A symbol of Bicep or a lambda's parameter. */
    | { readonly kind: "symbol"; readonly name: string }
    /** `f(x)`, `sys.f(x)`, `symbol.f(x)`, ARM's `namespace.f(x)`. */
    | { readonly kind: "call"; readonly name: string; readonly nameAt: Node; readonly base?: Expr; readonly arguments: readonly Expr[] }
    | { readonly kind: "member"; readonly base: Expr; readonly name: string; readonly nameAt: Node; readonly safe: boolean }
    | {
        readonly kind: "index";
        readonly base: Expr;
        readonly index: Expr;
        readonly safe: boolean /** `[^1]` counts from the end. */;
        readonly fromEnd: boolean;
      }
    /** `parent::child`. */
    | { readonly kind: "nested"; readonly base: Expr; readonly name: string; readonly nameAt: Node }
    | { readonly kind: "unary"; readonly operator: "!" | "-" | "+"; readonly operand: Expr }
    | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr }
    | { readonly kind: "ternary"; readonly test: Expr; readonly then: Expr; readonly else: Expr }
    | { readonly kind: "nonNull"; readonly operand: Expr }
    | { readonly kind: "lambda"; readonly parameters: readonly string[]; readonly body: Expr }
    /** `[for item, index in list: body]`; `when` is the filter of `if (…)`. */
    | {
        readonly kind: "for";
        readonly item: string;
        readonly index?: string;
        readonly over: Expr;
        readonly when?: Expr;
        readonly body: Expr;
      }
    /** What could not be parsed; evaluates to unknown with this reason. */
    | { readonly kind: "broken"; readonly message: string }
  );

export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "==" | "!=" | "=~" | "!~" | "<" | "<=" | ">" | ">=" | "&&" | "||" | "??";

export interface Spread extends Node {
  readonly kind: "spread";
  readonly operand: Expr;
}

export type Member = (Node & { readonly kind: "property"; readonly name: Expr; readonly value: Expr }) | Spread;
