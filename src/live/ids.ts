/** An ARM resource id taken apart. Case is kept as Azure gives it; compare in lower case. */
export interface Id {
  readonly subscription: string;
  readonly resourceGroup: string;
  /** `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** One for each segment of the type after the provider. */
  readonly names: readonly string[];
}

/** Undefined for anything but the id of a resource in a resource group, that extends no other. */
export function parseId(id: string): Id | undefined {
  const parts = id.split("/");
  const [empty, subscriptions, subscription, groups, resourceGroup, providers, namespace, ...rest] = parts;
  if (empty !== "" || !subscription || !resourceGroup || !namespace || rest.length < 2 || rest.length % 2 !== 0) return undefined;
  if (subscriptions?.toLowerCase() !== "subscriptions" || groups?.toLowerCase() !== "resourcegroups") return undefined;
  if (providers?.toLowerCase() !== "providers" || rest.some((part) => part === "" || part.toLowerCase() === "providers")) return undefined;
  const types = rest.filter((_, i) => i % 2 === 0);
  return { subscription, resourceGroup, type: [namespace, ...types].join("/"), names: rest.filter((_, i) => i % 2 === 1) };
}
