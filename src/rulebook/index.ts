// The list of rules. Each line is one folder of `rules/`.
import type { Rule } from "../model/verdict.ts";
import { rule as privateDnsZone } from "./rules/private-dns-zone/rule.ts";
import { rule as privateEndpoint } from "./rules/private-endpoint/rule.ts";
import { rule as publicNetworkAccess } from "./rules/public-network-access/rule.ts";
import { rule as workspaceCmk } from "./rules/workspace-cmk/rule.ts";

export const rules: readonly Rule[] = [privateDnsZone, privateEndpoint, publicNetworkAccess, workspaceCmk];
