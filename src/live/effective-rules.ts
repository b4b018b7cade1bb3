// The security rules that hold on a machine's network interface, as Azure itself computes them from the groups of interface and subnet.
import type { Json } from "../model/azure.ts";
import { settling } from "./failure.ts";
import { effective } from "./network.ts";
import type { Connection } from "./pipeline.ts";
import { isObject } from "./read.ts";

export interface EffectiveRule {
  readonly nic: string;
  /** A full sentence. */
  readonly text: string;
  readonly is: "allows" | "refuses" | "told" | "not-told";
}

type Row = { readonly [name: string]: Json };

/** Never more than this many rules of one interface are told. */
const MOST = 60;

/** For each interface: whether TCP 443 to the internet gets out, by each group, and the rules that are not Azure's own defaults. */
export async function effectiveRules(
  connection: Connection,
  nics: readonly string[],
  signal?: AbortSignal,
): Promise<readonly EffectiveRule[]> {
  const each = await Promise.all(
    nics.map(async (nic): Promise<readonly EffectiveRule[]> => {
      const name = last(nic);
      const read = await effective(connection, nic, "effectiveNetworkSecurityGroups", signal);
      if (read.is === "failed")
        return [
          {
            nic,
            is: "not-told",
            text: `The effective security rules of '${name}' are not told. ${read.failure.text}${settling(read.failure)}`,
          },
        ];
      const groups = read.value.filter(isObject);
      if (groups.length === 0) return [{ nic, is: "told", text: `No security group holds on '${name}'.` }];
      return groups.flatMap((group) => ofGroup(group, nic, name)).slice(0, MOST);
    }),
  );
  return each.flat();
}

function ofGroup(group: Row, nic: string, name: string): readonly EffectiveRule[] {
  const named = isObject(group.networkSecurityGroup) ? last(text(group.networkSecurityGroup.id)) : "";
  const rules = (Array.isArray(group.effectiveSecurityRules) ? group.effectiveSecurityRules.filter(isObject) : []).sort(
    (a, b) => Number(a.priority ?? 0) - Number(b.priority ?? 0),
  );
  const deciding = rules.find(decidesInternet);
  const outcome: readonly EffectiveRule[] =
    deciding && isOfAll(deciding)
      ? [
          {
            nic,
            is: isAllow(deciding) ? "allows" : "refuses",
            text: `From '${name}' TCP 443 to the internet is ${isAllow(deciding) ? "allowed" : "refused"} by '${called(deciding)}' (priority ${text(deciding.priority)}) of security group '${named}'.`,
          },
        ]
      : [];
  const own = rules.filter((rule) => !/^defaultSecurityRules\//i.test(text(rule.name)));
  return [...outcome, ...own.map((rule): EffectiveRule => ({ nic, is: "told", text: sentence(rule, named) }))];
}

/** Whether a rule is about TCP 443 to any address of the internet; lists of single prefixes decide nothing here. */
function decidesInternet(rule: Row): boolean {
  const to = all(rule.destinationAddressPrefix, rule.destinationAddressPrefixes).map((one) => one.toLowerCase());
  return (
    /^outbound$/i.test(text(rule.direction)) &&
    /^(tcp|all|\*)$/i.test(text(rule.protocol)) &&
    to.some((one) => ["*", "internet", "0.0.0.0/0", "0.0.0.0/0,0.0.0.0/0"].includes(one)) &&
    all(rule.destinationPortRange, rule.destinationPortRanges).some((range) => holds(range, 443))
  );
}

/** A rule of some sources only may or may not be about this interface: then no outcome is told. */
function isOfAll(rule: Row): boolean {
  return all(rule.sourceAddressPrefix, rule.sourceAddressPrefixes).some((one) =>
    ["*", "0.0.0.0/0", "0.0.0.0/0,0.0.0.0/0", "virtualnetwork"].includes(one.toLowerCase()),
  );
}

function sentence(rule: Row, group: string): string {
  const to = all(rule.destinationAddressPrefix, rule.destinationAddressPrefixes).join(", ") || "*";
  const from = all(rule.sourceAddressPrefix, rule.sourceAddressPrefixes).join(", ") || "*";
  const ports = all(rule.destinationPortRange, rule.destinationPortRanges).map(plainRange).join(", ") || "*";
  const verb = isAllow(rule) ? "allows" : "refuses";
  const protocol = /^(all|\*)$/i.test(text(rule.protocol)) ? "any protocol" : text(rule.protocol).toUpperCase();
  return `'${called(rule)}' (priority ${text(rule.priority)}) of '${group}' ${verb} ${text(rule.direction).toLowerCase()} ${protocol} from ${from} to ${to}, ports ${ports}.`;
}

function isAllow(rule: Row): boolean {
  return /^allow$/i.test(text(rule.access));
}

/** `securityRules/deny-all` and `defaultSecurityRules/DenyAllOutBound` are the names that Azure gives. */
function called(rule: Row): string {
  return last(text(rule.name));
}

function holds(range: string, port: number): boolean {
  if (range === "*") return true;
  const [low = Number.NaN, high = low] = range.split("-").map(Number);
  return low <= port && port <= high;
}

function plainRange(range: string): string {
  const [low, high] = range.split("-");
  return low === high || high === undefined ? String(low) : range === "0-65535" ? "*" : range;
}

function all(one: Json | undefined, many: Json | undefined): readonly string[] {
  const list = Array.isArray(many) ? many.filter((item) => typeof item === "string") : [];
  return list.length > 0 ? list : typeof one === "string" && one !== "" ? [one] : [];
}

function text(json: Json | undefined): string {
  return typeof json === "string" || typeof json === "number" ? String(json) : "";
}

function last(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
