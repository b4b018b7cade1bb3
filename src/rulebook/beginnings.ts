// Where the rules begin. Most of what people deploy has nothing of it, and then nothing needs to be evaluated or asked.

/** Kinds of resources, in lower case, with all that is below them. */
const kinds = [
  "microsoft.machinelearningservices",
  "microsoft.network/azurefirewalls",
  "microsoft.network/firewallpolicies",
  "microsoft.network/networksecuritygroups",
  "microsoft.network/privatednszones",
  "microsoft.network/privateendpoints",
  "microsoft.network/routetables",
  "microsoft.insights/privatelinkscopes",
];

/**
 * Whether a rule may have anything to say of a deployment that declares or points at a resource of this kind. Every verdict begins at one:
 * of a deployment without any, no rule says a word.
 */
export function begins(kind: string): boolean {
  return kinds.some((one) => kind.startsWith(one) && (kind.length === one.length || kind[one.length] === "/"));
}
