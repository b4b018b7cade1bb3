// Every trouble at every read: each ends with a reason and what to do, nothing hangs, and nothing of the sign-in leaks.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readListed } from "../../src/live/dependencies.ts";
import { diagnose } from "../../src/live/diagnose.ts";
import { defaultRoutes } from "../../src/live/effective.ts";
import { effectiveRules } from "../../src/live/effective-rules.ts";
import { readEstate } from "../../src/live/estate.ts";
import type { Connection } from "../../src/live/pipeline.ts";
import { readWorkspace } from "../../src/live/workspace.ts";
import { findWorkspaces } from "../../src/live/workspaces.ts";
import { connected, TOKEN } from "../azure/connected.ts";
import {
  brokenDown,
  challenged,
  forbidden,
  garbage,
  notFound,
  oldVersion,
  page,
  redirected,
  type Trouble,
  throttled,
  unauthorized,
} from "../azure/fault.ts";
import { idOf, linkedRows, resource } from "../azure/rows.ts";
import { simulate } from "../azure/simulator.ts";
import { typeOfId } from "../azure/world.ts";

const WORKSPACE = idOf("rg-ml1", "Microsoft.MachineLearningServices/workspaces/mlw1");
const NIC = idOf("rg-ml1", "Microsoft.Network/networkInterfaces/vm-nic");
const world = () => [...linkedRows(1), resource(NIC, {})];

/** What is told of a reading: sentences, with what settles each where there is something. */
type Told = readonly { readonly text: string; readonly settle?: string | undefined }[];

const readings: Readonly<Record<string, (connection: Connection) => Promise<Told>>> = {
  "an estate": async (connection) => (await readEstate(connection, {})).blind,
  "one workspace": async (connection) => (await readWorkspace(connection, WORKSPACE)).blind,
  "the list of workspaces": async (connection) => {
    const { failure, workspaces } = await findWorkspaces(connection, {});
    return failure
      ? [failure]
      : workspaces.length === 0
        ? [{ text: "No Azure Machine Learning workspace was found.", settle: "look elsewhere" }]
        : [];
  },
  "Azure's own check": async (connection) => failureIn(await diagnose(connection, WORKSPACE)),
  "Azure's own list of hosts": async (connection) => (await readListed(connection, [WORKSPACE])).blind,
  "effective routes": async (connection) => toldBy(await defaultRoutes(connection, [NIC])),
  "effective security rules": async (connection) => toldBy(await effectiveRules(connection, [NIC])),
};

const troubles: Readonly<Record<string, Trouble>> = {
  "401": unauthorized(),
  "403": forbidden(),
  "404": notFound(),
  "429 for ever": throttled(0),
  "429 for an hour": throttled(3600),
  "500": brokenDown(),
  "a claims challenge without end": challenged("{}"),
  "an api-version that is not offered": oldVersion(),
  "half an answer": garbage(),
  "a web page": page(),
  "a redirection": redirected("https://localhost:1/elsewhere"),
  "a connection that is cut": { is: "cut" },
  "no answer": { is: "hang" },
};

/** Reads whose failure has another way, or leaves nothing unknown that anybody asked for. */
const HAS_ANOTHER_WAY: Readonly<Record<string, RegExp>> = {
  // Where Resource Graph fails, ARM lists; without the list of prefixes or of versions the product's own stand.
  "an estate": /\/resources$|\/serviceTags$|\/providers\/[^/]+$/,
  "one workspace": /\/serviceTags$|\/providers\/[^/]+$/,
  "the list of workspaces": /\/resources$|^\/subscriptions$/,
};

for (const [reading, read] of Object.entries(readings)) {
  describe(`${reading} ends with a reason and a way on`, () => {
    for (const [trouble, does] of Object.entries(troubles)) {
      test(trouble, async () => {
        const paths = await pathsOf(read);
        assert.ok(paths.length > 0);
        for (const path of paths) {
          await using azure = await simulate({ rows: world() });
          azure.faults.push({ on: (request) => request.path === path, does });
          const told = await read(connected(azure, { timeout: 150 }));
          // What is gone is gone: nobody hides it.
          const isSilent = trouble === "404" || HAS_ANOTHER_WAY[reading]?.test(path);
          if (!isSilent) assert.ok(told.length > 0, `${path} is told`);
          for (const { text, settle } of told) {
            assert.match(text, /\.$/, text);
            assert.ok(settle, `'${text}' says what to do`);
          }
          assert.ok(!JSON.stringify(told).includes(TOKEN.slice(0, 30)));
        }
      });
    }

    test("a link to another host, which is never followed", async () => {
      await using elsewhere = await simulate({ rows: [] });
      await using azure = await simulate({ rows: world() });
      azure.faults.push({ on: () => true, does: { is: "lure", to: `${elsewhere.endpoint}/subscriptions?api-version=1` } });
      for (const { text } of await read(connected(azure, { timeout: 1000 }))) assert.match(text, /\.$/);
      assert.deepEqual(elsewhere.requests, []);
    });

    test("answers that come late", async () => {
      await using azure = await simulate({ rows: world() });
      azure.faults.push({ on: () => true, does: { is: "late", milliseconds: 20 } });
      assert.deepEqual(await read(connected(azure)), []);
    });
  });
}

/** Of every kind of read that a reading makes one path: five endpoints are read alike. */
async function pathsOf(read: (connection: Connection) => Promise<Told>): Promise<readonly string[]> {
  await using azure = await simulate({ rows: world() });
  assert.deepEqual(await read(connected(azure)), []);
  return [...new Map(azure.requests.map(({ path }) => [`${typeOfId(path)} ${path.split("/").length}`, path])).values()];
}

function failureIn(answer: { readonly is: "read" } | { readonly is: "failed"; readonly failure: Told[number] }): Told {
  return answer.is === "failed" ? [answer.failure] : [];
}

/** These are one sentence with what to do in it. */
function toldBy(all: readonly { readonly is: string; readonly text: string }[]): Told {
  return all.filter(({ is }) => is === "not-told").map(({ text }) => ({ text, settle: /To settle it, /.test(text) ? text : undefined }));
}
