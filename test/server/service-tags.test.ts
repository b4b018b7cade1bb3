import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { listedPrefixes, publishedTags } from "../support/service-tags.ts";
import { session } from "./session.ts";

describe("the editor's setting for published service tags", () => {
  test("compares addresses with the lists that it names, and wins over the configuration file", async () => {
    await using server = await session({
      "main.bicep": listedPrefixes,
      "mine/tags.json": publishedTags(),
      "theirs.json": publishedTags("Public", ["20.1.0.0/24", "20.9.0.0/24"]),
      "aml-network-audit.json": '{ "serviceTags": ["theirs.json"] }',
    });
    const said = async () => (await server.diagnostics("main.bicep")).map(({ message }) => message).join("\n");
    assert.match(await said(), /It is whole today/);
    await server.configure({ serviceTags: ["mine/tags.json"] });
    assert.match(await said(), /lacks 1 of 2 prefixes of the tag: '20\.2\.0\.0\/24'/);
    await server.configure({ serviceTags: [] });
    assert.match(await said(), /It is whole today/);
  });

  test("that names what is no list is told so, and nothing else is lost", async () => {
    await using server = await session({ "main.bicep": listedPrefixes, "tags.json": "{}" });
    const warned = Promise.withResolvers<string>();
    server.client.onNotification("window/showMessage", ({ message }: { message: string }) => warned.resolve(message));
    server.client.onRequest("window/showMessageRequest", ({ message }: { message: string }) => {
      warned.resolve(message);
      return null;
    });
    await server.configure({ serviceTags: ["tags.json", 3, ""] });
    assert.match(await warned.promise, /'.*tags\.json' is no list of service tags\./);
    assert.ok((await server.diagnostics("main.bicep")).some(({ code }) => code === "service-tag-prefixes-stale"));
  });
});
