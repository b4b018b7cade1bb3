// Packets to a private endpoint go straight there, by the host route that Azure gives every endpoint. A route of one's own goes before it where it
// is a host route too, or where the endpoint's subnet has network policies for routes on and the route is no broader than the network.
// learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy
import type { Range } from "../match/addresses.ts";
import { contains } from "../match/addresses.ts";
import type { PrivateEndpoint, Route, Subnet, Topology } from "../topology/types.ts";
import type { Target } from "./packet.ts";
import type { Way } from "./route.ts";
import { targetPieces } from "./target-pieces.ts";

/** A prefix of an endpoint's subnet, with those of its addresses that a route surely takes to an appliance first. */
export interface Detour {
  readonly prefix: Range;
  readonly targets: readonly Target[];
  readonly route: Route;
}

/** None where packets go straight there, as far as is seen. */
export function detours(topology: Topology, endpoint: PrivateEndpoint, waysTo: (target: Target) => readonly Way[]): readonly Detour[] {
  if (endpoint.subnet.is !== "there") return [];
  const subnet = endpoint.subnet.to;
  const alone = topology.endpoints.every((one) => one === endpoint || (one.subnet.is === "there" && one.subnet.to !== subnet));
  return subnet.prefixes.items.flatMap((term) => {
    if (term.is !== "range") return [];
    const before = new Set(
      topology.routeTables.flatMap(({ routes }) => routes.filter((one) => goesBefore(one, term.range, subnet, alone))),
    );
    // Most networks have none, and need not be looked at piece by piece.
    const targets = before.size > 0 ? targetPieces(topology, { is: "range", range: term.range }) : [];
    const found = targets.flatMap((target) => {
      const route = waysTo(target).flatMap((way) => (way.maybe ? [] : (way.route ?? [])))[0];
      return route && before.has(route) ? [{ target, route }] : [];
    });
    const [first] = found;
    return first ? [{ prefix: term.range, targets: found.map(({ target }) => target), route: first.route }] : [];
  });
}

function goesBefore({ hop, prefix }: Route, whole: Range, { routesToEndpoints, network }: Subnet, alone: boolean): boolean {
  if (hop !== "virtualappliance" || prefix.is !== "range") return false;
  if (prefix.range.first === prefix.range.last) return alone;
  const space = network?.space.items ?? [];
  return (
    routesToEndpoints && contains(prefix.range, whole) && space.some((term) => term.is === "range" && contains(term.range, prefix.range))
  );
}
