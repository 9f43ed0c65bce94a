import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { call, eventually, key, subjects, url, wrongKey } from "../../testing/gateway.mjs";
import { startReceiver } from "../../testing/receiver.mjs";
import { findChromium, openEditor } from "./editor.mjs";
import { startNodeRed } from "./node-red.mjs";

const NODES = "@camel-tiktok/node-red-contrib-tiktok";

let nodeRed;
let receiver;

before(async () => {
  receiver = await startReceiver();
  nodeRed = await startNodeRed();
});
after(async () => {
  await nodeRed?.close();
  await receiver?.close();
});

/** Returns an example from the Import menu, with gateway and settings entered. */
async function example(name, settings = {}) {
  const { status, body } = await nodeRed.admin("GET", `library/examples/flows/${NODES}/${name}`);
  assert.equal(status, 200);
  return JSON.parse(typeof body === "string" ? body : JSON.stringify(body)).map((node) => {
    if (node.type === "tiktok-gateway") {
      return { ...node, address: url, credentials: { key } };
    }
    return node.type === "tiktok-watch" ? { ...node, ...settings } : node;
  });
}

/** Replaces the debug nodes by ones that post their name and value to the receiver. */
function observed(flow) {
  return flow.flatMap((node) => {
    if (node.type !== "debug") {
      return [node];
    }
    const { id, name, z, x, y, complete } = node;
    const func = `return { payload: { at: "${name}", value: RED.util.getMessageProperty(msg, "${complete}") } };`;
    const request = { type: "http request", method: "POST", url: receiver.url, ret: "txt", paytoqs: "ignore" };
    return [
      { id, z, x, y, type: "function", func, outputs: 1, wires: [[`${id}post`]] },
      { id: `${id}post`, z, x: x + 100, y, ...request, wires: [[]] },
    ];
  });
}

const shown = async (at, isWanted = () => true) => (await receiver.next((body) => body.at === at && isWanted(body.value))).event.value;

const idOf = (flow, name) => flow.find((node) => node.name === name || node.type === name).id;

const ownWatches = async () => (await call("/v1/watches")).body.items.filter(({ label }) => label?.startsWith("Of Node-RED"));

test("Node-RED loads all nodes, with their help and forms", async () => {
  const { body } = await nodeRed.admin("GET", "nodes");
  const sets = body.filter(({ module }) => module === NODES);

  assert.deepEqual(
    sets.map(({ types }) => types).flat().sort(),
    ["tiktok-creator", "tiktok-gateway", "tiktok-many", "tiktok-video", "tiktok-watch"],
  );
  assert.deepEqual(sets.filter(({ err, enabled }) => err || !enabled), []);
});

test("the example of one video branches on not found without its Catch node", async () => {
  const flow = await example("find-a-video");
  await nodeRed.deploy(observed(flow));

  await nodeRed.admin("POST", `inject/${idOf(flow, "A video")}`, {});
  assert.match(await shown("Found"), /^@\S+ has \d+ plays$/);
  await nodeRed.admin("POST", `inject/${idOf(flow, "A missing video")}`, {});
  assert.equal(await shown("Not found"), "No video 7000000000000000404");
  assert.equal(receiver.calls.some(({ body }) => JSON.parse(body).at === "Failed"), false);
});

test("the example of many branches for each item, with address and key from the environment", async () => {
  const gateway = { address: "${GATEWAY_URL}", credentials: { key: "${GATEWAY_KEY}" } };
  const flow = (await example("look-up-many")).map((node) => (node.type === "tiktok-gateway" ? { ...node, ...gateway } : node));
  await nodeRed.deploy(observed(flow));

  await nodeRed.admin("POST", `inject/${idOf(flow, "A list")}`, {});

  assert.equal((await shown("Found", ({ subject }) => subject === "@some.cook")).user.handle, "some.cook");
  assert.match(await shown("Not found", (reason) => reason.includes("not visible")), new RegExp(subjects.missing));
});

test("the forms' lists come from the gateway, with prices, for a gateway that is not deployed too", async () => {
  const gateway = { id: "new", address: url, key };

  const cadences = await nodeRed.admin("POST", "tiktok-gateway/cadences", { gateway, kind: "video" });
  assert.equal(cadences.status, 200);
  assert.match(cadences.body.find(({ every }) => every === "PT6H").label, /^Every 6 hours: 4 calls a day, \$0\.024 a day/);
  const providers = await nodeRed.admin("POST", "tiktok-gateway/providers", { gateway });
  assert.equal(providers.body.find(({ name }) => name === "apidirect").videoPrice, "0.006 USD");
  const fields = await nodeRed.admin("POST", "tiktok-gateway/fields", { gateway, kind: "user" });
  assert.ok(fields.body.some(({ name, watchable }) => name === "stats.followers" && watchable));
});

test("a good key is tested with the name of its caller, a bad one with a reason", async () => {
  const good = await nodeRed.admin("POST", "tiktok-gateway/me", { gateway: { id: "new", address: url, key } });
  assert.equal(good.body.name, (await call("/v1/me")).body.name);

  const bad = await nodeRed.admin("POST", "tiktok-gateway/me", { gateway: { id: "new", address: url, key: wrongKey } });
  assert.equal(bad.status, 502);
  assert.match(bad.body.message, /key is unknown or revoked/);
});

test("a stored key is not sent to another address, nor for a user who may only read", async () => {
  const flow = await example("find-a-video");
  await nodeRed.deploy(flow);
  const id = idOf(flow, "tiktok-gateway");

  const stored = await nodeRed.admin("POST", "tiktok-gateway/me", { gateway: { id, address: url } });
  assert.equal(stored.status, 200);
  const { port } = new URL(receiver.url);
  const calls = receiver.calls.length;
  const other = await nodeRed.admin("POST", "tiktok-gateway/me", { gateway: { id, address: `http://127.0.0.1:${port}` } });
  assert.match(other.body.message, /has no key/);
  assert.equal(receiver.calls.length, calls);
  const reader = await nodeRed.admin("POST", "tiktok-gateway/me", { gateway: { id, address: url } }, { authorization: "Bearer reader" });
  assert.equal(reader.status, 401);
});

test("the example of a watch has a sample at once, then a change in words and as a list, and keeps its watch until the node is disabled", async () => {
  const flow = await example("watch-a-video", { subject: subjects.growingVideo, every: "PT10S", label: "Of Node-RED" });
  await nodeRed.deploy(observed(flow));
  const { id } = await eventually("the watch", async () => (await ownWatches())[0]);

  const watch = idOf(flow, "tiktok-watch");
  assert.equal((await nodeRed.admin("POST", `tiktok-watch/${watch}/sample`, {})).status, 204);
  assert.match(await shown("Summary"), /1,000,000 → 1,250,000/);
  const words = await shown("Summary", (summary) => !summary.includes("1,000,000 → 1,250,000"));
  assert.match(words, /plays [\d,]+ → [\d,]+/);
  assert.ok((await shown("Each change", ({ field, before }) => field === "stats.plays" && before !== 1_000_000)).delta > 0);

  // The same flow again, another node of it changed, then a restart of Node-RED that forgets its contexts.
  await nodeRed.deploy(observed(flow));
  await nodeRed.deploy(observed(flow).map((node) => (node.name === "In words" ? { ...node, name: "Words" } : node)), "nodes");
  assert.deepEqual((await ownWatches()).map((one) => one.id), [id]);
  await nodeRed.stop();
  await nodeRed.start();
  const seen = receiver.calls.length;
  await eventually("a change after the restart", () => receiver.calls.slice(seen).some(({ body }) => JSON.parse(body).at === "Summary"));
  assert.deepEqual((await ownWatches()).map((one) => one.id), [id]);

  await nodeRed.deploy(observed(flow).map((node) => (node.id === watch ? { ...node, d: true } : node)), "nodes");
  assert.deepEqual(await ownWatches(), []);
});

test("the editor shows the example, and the price of each cadence before a deploy", { skip: !findChromium() && "no Chromium on the PATH" }, async () => {
  const lookup = await example("find-a-video");
  const watch = await example("watch-a-video", { d: true });
  await nodeRed.deploy([...lookup, ...watch]);
  await nodeRed.admin("POST", `inject/${idOf(lookup, "A video")}`, {});
  await nodeRed.admin("POST", `inject/${idOf(lookup, "A missing video")}`, {});

  const editor = await openEditor(nodeRed.url);
  try {
    await editor.screenshot("flow");
    await editor.edit(idOf(watch, "tiktok-watch"));
    assert.match(await editor.text(".red-ui-tray-body"), /Every 6 hours: 4 calls a day, \$0\.024 a day/);
    await editor.screenshot("watch");
    await editor.open("#node-input-every");
    assert.match(await editor.text(".red-ui-typedInput-options:visible"), /Every hour: 24 calls a day, \$0\.144 a day/);
    await editor.screenshot("cadences");
    assert.deepEqual(editor.errors, []);
  } finally {
    await editor.close();
  }
});

test("no log of Node-RED has the key", async () => {
  const log = await nodeRed.log();

  assert.match(log, /Started flows/);
  assert.equal(log.includes(key), false);
});
