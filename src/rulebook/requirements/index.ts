// The book: every fact of the documents, by topic.
import type { Requirement } from "../../model/requirement.ts";
import { batch } from "./batch.ts";
import { dns } from "./dns.ts";
import { editors } from "./editors.ts";
import { identity } from "./identity.ts";
import { images } from "./images.ts";
import { inboundFlows } from "./inbound.ts";
import { keys } from "./keys.ts";
import { kubernetes } from "./kubernetes.ts";
import { limitations } from "./limitations.ts";
import { machineLearning } from "./machine-learning.ts";
import { monitor } from "./monitor.ts";
import { packages } from "./packages.ts";
import { privateAccess } from "./private-access.ts";
import { privateDnsZones } from "./private-dns-zones.ts";
import { revision2020 } from "./revision-2020.ts";
import { revision2021 } from "./revision-2021.ts";
import { roles } from "./roles.ts";
import { routes } from "./routes.ts";
import { settings } from "./settings.ts";
import { storageFlows } from "./storage.ts";
import { virtualNetwork } from "./virtual-network.ts";

/** Every row, retired ones too. Ids are unique. */
export const requirements: readonly Requirement[] = [
  ...identity,
  ...machineLearning,
  ...batch,
  ...storageFlows,
  ...images,
  ...monitor,
  ...virtualNetwork,
  ...packages,
  ...editors,
  ...kubernetes,
  ...inboundFlows,
  ...routes,
  ...privateAccess,
  ...privateDnsZones,
  ...dns,
  ...keys,
  ...settings,
  ...roles,
  ...limitations,
  ...revision2021,
  ...revision2020,
];
