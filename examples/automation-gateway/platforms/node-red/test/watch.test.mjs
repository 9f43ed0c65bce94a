import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoMoreCalls, call, eventually, key, subjects, url } from "../../testing/gateway.mjs";
import { startReceiver, verify } from "../../testing/receiver.mjs";
import { helper, load } from "./flow.mjs";
import { startProxy } from "./proxy.mjs";

const WATCH = {
  id: "watch",
  type: "tiktok-watch",
  kind: "video",
  subject: subjects.growingVideo,
  every: "PT10S",
  label: "Launch video",
  wires: [["events"]],
};
const EVENTS = { id: "events", type: "helper" };

let proxy;

before(async () => {
  proxy = await startProxy(url);
  await new Promise((resolve) => helper.startServer(resolve));
});
after(async () => {
  await new Promise((resolve) => helper.stopServer(resolve));
  await proxy.close();
});

async function ownWatches() {
  const { items } = (await call("/v1/watches")).body;
  return items.filter(({ label }) => label?.startsWith("Launch video [Node-RED"));
}

function eventsOf(flow) {
  return flow.received.filter(({ at }) => at === "events").map(({ msg }) => msg);
}

function statusesOf(node) {
  const texts = [];
  node.on("call:status", ({ args }) => texts.push(args[0].text));
  return texts;
}

/** Names of an event, of its subject and of a change. */
function namesOf({ subject, changes, ...event }) {
  return [event, subject, changes.find(({ perHour }) => perHour !== undefined)].map((part) => Object.keys(part).sort());
}

test("a watch brings each change once and in order, over a cut connection and a deploy, and is deleted with its node", async () => {
  const receiver = await startReceiver();
  const hook = (
    await call("/v1/watches", {
      method: "POST",
      headers: { "request-source": "NODE_RED" },
      body: JSON.stringify({ kind: "video", subject: subjects.growingVideo, every: "PT10S", callbackUrl: receiver.url }),
    })
  ).body;
  let flow = await load([WATCH, EVENTS], { address: proxy.url, key });
  const statuses = statusesOf(flow.watch);

  const [first] = await eventually("a change", () => eventsOf(flow).length > 0 && eventsOf(flow));
  assert.equal(first.topic, "Launch video");
  assert.equal(first.payload.type, "video.changed");
  assert.equal(first.payload.requestSource, "NODE_RED");
  assert.equal(first.payload.label, "Launch video");
  assert.match(first.payload.summary, /plays [\d,]+ → [\d,]+/);
  assert.ok(first.payload.changes.find(({ field }) => field === "stats.plays").delta > 0);

  await flow.watch.sendSample();
  const sample = await eventually("the sample", () => eventsOf(flow).find(({ payload }) => payload.sample));
  assert.deepEqual(namesOf(sample.payload), namesOf(first.payload));
  assert.equal(sample.payload.label, "Launch video");

  const hooked = verify(hook.secret, await receiver.next(({ type }) => type === "video.changed"));
  assert.equal(hooked.watchId, hook.id);
  assert.equal(hooked.requestSource, "NODE_RED");
  assert.match(hooked.summary, /plays/);
  assert.ok(hooked.changes.length > 0);
  await call(`/v1/watches/${hook.id}`, { method: "DELETE" });
  const hooks = receiver.calls.length;

  proxy.cut();
  await eventually("two tries to connect", () => statuses.filter((text) => text.startsWith("waiting")).length >= 2);
  const [{ id }] = await ownWatches();
  const missed = await eventually("an event that the node does not see", async () => {
    const [newest] = (await call(`/v1/watches/${id}/events`)).body.items;
    return !eventsOf(flow).some(({ payload }) => payload.id === newest.id) && newest;
  });
  assert.equal(flow.received.filter(({ at }) => at === "caught").length, 1, "one failure is reported, not each try");
  proxy.restore();
  await eventually("the missed event", () => eventsOf(flow).some(({ payload }) => payload.id === missed.id));

  // As at a deploy of the unchanged node.
  const before = eventsOf(flow);
  await helper.unload();
  flow = await load([WATCH, EVENTS], { address: proxy.url, key });
  await eventually("a change after the deploy", () => eventsOf(flow).length > 0);
  assert.deepEqual((await ownWatches()).map((watch) => watch.id), [id]);
  const sequences = [...before, ...eventsOf(flow)].filter(({ payload }) => !payload.sample).map(({ payload }) => payload.sequence);
  assert.deepEqual(sequences, sequences.map((_, index) => sequences[0] + index));

  await flow.watch.close(true);
  assert.deepEqual(await ownWatches(), []);
  await helper.unload();
  await eventually("the end of the watches of other tests", async () => (await call("/v1/watches")).body.items.length === 0);
  await assertNoMoreCalls();
  assert.equal(receiver.calls.length, hooks, "no webhook after its watch was deleted");
  await receiver.close();
});
