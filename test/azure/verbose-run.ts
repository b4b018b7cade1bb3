// A process of its own that reads with the SDK's logging at its loudest, through troubles of every kind: `logs.test.ts` reads what it prints.
import { readEstate } from "../../src/live/estate.ts";
import { readWorkspace } from "../../src/live/workspace.ts";
import { connected } from "./connected.ts";
import { brokenDown, challenged, forbidden, throttled, unauthorized } from "./fault.ts";
import { idOf, workspaceRows } from "./rows.ts";
import { simulate } from "./simulator.ts";

for (const does of [undefined, forbidden(), throttled(0), challenged("{}"), unauthorized(), brokenDown(), { is: "cut" } as const]) {
  await using azure = await simulate({ rows: workspaceRows(1) });
  if (does) azure.faults.push({ on: () => azure.requests.length % 3 === 0, does });
  const connection = connected(azure);
  const estate = await readEstate(connection, {});
  const workspace = await readWorkspace(connection, idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1"));
  console.log(JSON.stringify([estate.blind, workspace.blind]));
}
