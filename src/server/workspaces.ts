// Which folder a document belongs to. A document outside every folder is audited with the folder that it lies in.
import type { Workspace } from "./workspace.ts";

export interface Workspaces {
  all(): readonly Workspace[];
  /** The folders of the workspace, without those that only a stray document lies in. */
  folders(): readonly Workspace[];
  of(uri: string): Promise<Workspace>;
  add(root: string): Promise<void>;
  remove(root: string): void;
}

/**
 * `create` is called once for each folder. Roots end in `/`. `deep` tells a folder of the workspace from one that only
 * a stray document lies in: what is below that, a home folder perhaps, is nobody's business.
 */
export function createWorkspaces(create: (root: string, deep: boolean) => Promise<Workspace>): Workspaces {
  const folders = new Map<string, Promise<Workspace>>();
  const ready = new Map<string, Workspace>();
  const strays = new Map<string, Promise<Workspace>>();
  const make = (root: string, into: Map<string, Promise<Workspace>>): Promise<Workspace> => {
    const known = into.get(root);
    if (known) return known;
    const made = create(root, into === folders).then((workspace) => {
      if (into === strays || folders.has(root)) ready.set(root, workspace);
      return workspace;
    });
    into.set(root, made);
    return made;
  };
  return {
    all: () => [...ready.values()],
    folders: () => [...ready].flatMap(([root, workspace]) => (folders.has(root) ? [workspace] : [])),
    async of(uri) {
      const holding = [...folders.keys()].filter((root) => uri.startsWith(root)).sort((a, b) => b.length - a.length)[0];
      return holding === undefined ? make(uri.slice(0, uri.lastIndexOf("/") + 1), strays) : make(holding, folders);
    },
    async add(root) {
      await make(root, folders);
    },
    remove(root) {
      folders.delete(root);
      ready.delete(root);
    },
  };
}
