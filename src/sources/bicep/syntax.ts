// The statements of a Bicep file. Expressions are the shared tree of src/expression.
import type { Expr } from "../../expression/tree.ts";
import type { Fault } from "./tokens.ts";

export interface Node {
  readonly start: number;
  readonly end: number;
}

export interface Name extends Node {
  readonly name: string;
}

export type TypeExpr = Node &
  /** `string`, `myType`, `types.myType`, `myType.property`, `myType[*]`, and what follows from `resourceInput<'…'>`. */
  (
    | { readonly kind: "name"; readonly path: readonly string[] }
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    | { readonly kind: "nullable"; readonly of: TypeExpr }
    | { readonly kind: "array"; readonly of: TypeExpr }
    | { readonly kind: "union"; readonly of: readonly TypeExpr[] }
    | { readonly kind: "object"; readonly members: readonly TypeMember[] }
    | { readonly kind: "tuple"; readonly items: readonly TypeExpr[] }
    /** `resourceInput<'T@v'>`, `resource 'T@v'`. */
    | { readonly kind: "resource"; readonly of: string }
    | { readonly kind: "broken" }
  );

export interface TypeMember {
  /** Absent for `*: type`. */
  readonly name?: string;
  readonly type: TypeExpr;
}

export type ObjectExpr = Extract<Expr, { kind: "object" }>;

export interface Loop {
  readonly item: string;
  readonly index?: string;
  readonly over: Expr;
}

/** What stands right of `=` in a resource, module or test. */
export interface Body extends Node {
  readonly loop?: Loop;
  /** The condition of `if (…)`, within the loop when there is one. */
  readonly when?: Expr;
  readonly object: ObjectExpr;
  /** Resources declared in the body. */
  readonly nested: readonly ResourceStatement[];
}

interface Declared extends Node {
  /** Decorators' expressions: calls, or members of a namespace. */
  readonly decorators: readonly Expr[];
}

export interface ResourceStatement extends Declared {
  readonly kind: "resource";
  readonly name: Name;
  readonly type: Expr;
  readonly existing: boolean;
  readonly body: Body;
}

export interface ModuleStatement extends Declared {
  readonly kind: "module";
  readonly name: Name;
  readonly path: Expr;
  readonly body: Body;
}

/** In a parameters file a `param` gives a value and has no type. */
export interface ParamStatement extends Declared {
  readonly kind: "param";
  readonly name: Name;
  readonly type?: TypeExpr;
  readonly value?: Expr;
}

export interface FunctionStatement extends Declared {
  readonly kind: "func";
  readonly name: Name;
  readonly parameters: readonly string[];
  readonly returns: TypeExpr;
  readonly body: Expr;
}

export interface ImportStatement extends Declared {
  readonly kind: "import";
  /** `import { original as alias } from`; the wildcard `* as alias` has no original. */
  readonly names: readonly { readonly original?: string; readonly alias: Name }[];
  readonly from: Expr;
}

export type Statement =
  | ResourceStatement
  | ModuleStatement
  | ParamStatement
  | FunctionStatement
  | ImportStatement
  | (Declared & { readonly kind: "targetScope"; readonly value: Expr })
  | (Declared & { readonly kind: "var"; readonly name: Name; readonly value: Expr })
  | (Declared & { readonly kind: "metadata" | "assert"; readonly name: Name; readonly value: Expr })
  | (Declared & { readonly kind: "output"; readonly name: Name; readonly type: TypeExpr; readonly value: Expr })
  | (Declared & { readonly kind: "type"; readonly name: Name; readonly type: TypeExpr })
  | (Declared & { readonly kind: "test"; readonly name: Name; readonly path: Expr; readonly body: Body })
  | (Declared & { readonly kind: "extension"; readonly what: Expr; readonly alias?: Name; readonly with?: Expr })
  | (Declared & { readonly kind: "extensionConfig"; readonly name: Name; readonly with: Expr })
  /** `using 'main.bicep'`; no path for `using none`. */
  | (Declared & { readonly kind: "using"; readonly path?: Expr; readonly with?: Expr })
  | (Declared & { readonly kind: "extends"; readonly path: Expr });

export interface Syntax {
  readonly statements: readonly Statement[];
  readonly faults: readonly Fault[];
}
