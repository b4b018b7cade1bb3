// Which files are ours, by name, and for JSON by how it begins. Knows no disk, so that the editor's thin part can ask too.

const certain = /\.(bicep|bicepparam|tf|tofu|tfvars|tf\.json|tofu\.json|tfvars\.json)$/i;
const perhaps = /\.jsonc?$/i;

/** Characters of a JSON file in which its schema has to stand. */
export const headLength = 8192;

export function kindOf(path: string): "ours" | "perhaps" | "other" {
  if (certain.test(path)) return "ours";
  return perhaps.test(path) ? "perhaps" : "other";
}

/** Whether a file belongs with all others of its folder, as Terraform reads them. */
export function isPartOfFolder(path: string): boolean {
  return /\.(tf|tofu|tfvars)(\.json)?$/i.test(path);
}

/** Whether the beginning of a JSON file names the schema of an ARM deployment template or its parameters. */
export function sniff(head: string): boolean {
  return /"\$schema"\s*:\s*"[^"]*\/(\w*D|d)eployment(Template|Parameters)\.json/i.test(head);
}
