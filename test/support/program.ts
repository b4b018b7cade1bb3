// The product's own sources as TypeScript sees them.
import { join, relative } from "node:path";
import type { Node, SourceFile } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";

const root = join(import.meta.dirname, "../..");

export interface Place {
  readonly node: Node;
  /** What stands there. */
  readonly text: string;
  /** Path and line, and what stands there. */
  readonly shown: string;
}

export interface Program {
  /** Every node of `src` of which the question is true, in order. */
  find(wanted: (node: Node) => boolean): readonly Place[];
  /** The type of an expression, as the compiler prints it. */
  typeOf(node: Node): string;
  [Symbol.dispose](): void;
}

/** What the project's settings make of `src`. It runs a process, which ends with it. */
export function openProgram(): Program {
  const api = new API({ cwd: root });
  const [project] = api.updateSnapshot({ openProjects: [join(root, "tsconfig.json")] }).getProjects();
  if (!project) throw new Error("TypeScript finds no project.");
  const { program, checker } = project;
  const files = program
    .getSourceFileNames()
    .map((name) => [relative(root, name).replaceAll("\\", "/"), program.getSourceFile(name)] as const)
    .filter(([name]) => name.startsWith("src/"));
  return {
    find: (wanted) => files.flatMap(([name, file]) => (file ? within(name, file, wanted) : [])),
    typeOf: (node) => {
      const type = checker.getTypeAtLocation(node);
      return type ? checker.typeToString(type) : "";
    },
    [Symbol.dispose]: () => api.close(),
  };
}

function within(name: string, file: SourceFile, wanted: (node: Node) => boolean): readonly Place[] {
  const places: Place[] = [];
  const visit = (node: Node): void => {
    if (wanted(node)) {
      const whole = file.text.slice(node.pos, node.end);
      const text = whole.trim();
      const start = node.pos + whole.indexOf(text);
      places.push({ node, text, shown: `${name}:${file.text.slice(0, start).split("\n").length} ${text}` });
    }
    node.forEachChild(visit);
  };
  visit(file);
  return places;
}
