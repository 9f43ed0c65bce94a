import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoMoreCalls, call, subjects } from "../../testing/gateway.mjs";
import { startReceiver, verify } from "../../testing/receiver.mjs";
import { assertDescribed, Connection, find, unsubscribe } from "./connector.mjs";

const connection = new Connection();

/** Names of all values, lists by their first item. */
function names(value, prefix = "") {
  if (Array.isArray(value)) {
    return value.length > 0 ? names(value[0], prefix) : [];
  }
  return value !== null && typeof value === "object"
    ? Object.entries(value).flatMap(([name, inner]) => [prefix + name, ...names(inner, `${prefix}${name}.`)])
    : [];
}

/** Turns a flow on, sends it a sample, waits for a change, and turns it off. */
async function runFlow(operationId, subject, counter) {
  const flow = await startReceiver(202);
  try {
    const inputs = { subject, every: "PT10S", label: operationId };
    const { location, answer } = await connection.subscribe(operationId, inputs, flow.url);

    const watches = await connection.choices("SendSampleEvent", "watchId");
    assert.ok(watches.some(({ value }) => value === answer.body.id));
    await connection.run("SendSampleEvent", { watchId: answer.body.id });
    const sample = await flow.next(({ sample }) => sample);
    const change = await flow.next(({ sample, type }) => !sample && type.endsWith(".changed"));

    assert.equal(await unsubscribe(location), 204);
    assert.equal(await unsubscribe(location), 204);
    return { secret: answer.body.secret, sample, change, counter, operationId };
  } finally {
    await flow.close();
  }
}

function check({ secret, sample, change, counter, operationId }) {
  const content = find(operationId).item["x-ms-notification-content"].schema;
  for (const hook of [sample, change]) {
    assert.deepEqual(verify(secret, hook), hook.event);
    assertDescribed(hook.event, content);
    assert.equal(hook.event.requestSource, "POWER_AUTOMATE");
    assert.equal(hook.event.label, operationId);
  }
  const changed = change.event.changes.find(({ field }) => field === `stats.${counter}`);
  assert.ok(changed.after > changed.before && changed.delta === changed.after - changed.before);
  assert.match(change.event.summary, new RegExp(`${counter} [\\d,]+ → [\\d,]+`));
  // A record has only what is known of it, so its names may differ.
  const ofEvent = (event) => names(event).filter((name) => !/^(video|user)\./.test(name));
  assert.deepEqual(ofEvent(sample.event).sort(), ofEvent(change.event).sort());
  for (const record of [sample.event.video ?? sample.event.user, change.event.video ?? change.event.user]) {
    assert.ok(record.id && record.url && record.stats[counter] > 0);
  }
}

test("flows get samples and changes, signed, in words and as a list, until they are turned off", async () => {
  assert.deepEqual((await call("/v1/watches")).body.items, []);
  const runs = await Promise.all([
    runFlow("VideoChanged", subjects.growingVideo, "plays"),
    runFlow("CreatorChanged", subjects.growingCreator, "followers"),
  ]);
  runs.forEach(check);
  await assertNoMoreCalls();
});

test("an address that the gateway has not made ends nothing", async () => {
  const { location } = await connection.subscribe("VideoChanged", { subject: subjects.video, every: "PT6H" }, "http://127.0.0.1:9/");
  assert.equal(await unsubscribe(`${location.slice(0, -4)}AAAA`), 404);
  assert.equal((await call("/v1/watches")).body.items.length, 1);
  assert.equal(await unsubscribe(location), 204);
});
