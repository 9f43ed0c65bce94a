/** The two triggers, against the running gateway. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoMoreCalls, call, eventually, key, subjects, url } from "../../testing/gateway.mjs";
import { startReceiver, verify } from "../../testing/receiver.mjs";
import { appOf, code, connect, MISSING } from "./app.mjs";

const connection = await connect({ url, apiKey: key });
const app = appOf(connection);

/** Returns the names of a bundle, with those of nested collections, and of the first of a list. */
function names(value, prefix = "") {
  if (Array.isArray(value)) {
    return value.length > 0 ? names(value[0], prefix) : [];
  }
  return value && typeof value === "object"
    ? Object.entries(value).flatMap(([name, inner]) => [prefix + name, ...names(inner, `${prefix}${name}.`)])
    : [];
}

function isSigned(secret, received) {
  try {
    return verify(secret, received).type === "video.changed";
  } catch {
    return false;
  }
}

test("a trigger reports a real change, and no call follows its end", async (t) => {
  const receiver = await startReceiver();
  t.after(() => receiver.close());
  const watched = {
    subject: subjects.growingVideo,
    every: "PT10S",
    watch: ["stats.plays"],
    events: ["changed"],
    label: "Launch video",
  };
  const webhook = await app.attach("videoChanged", watched, receiver.url);
  assert.deepEqual(Object.keys(webhook), ["externalHookId"]);

  const { body: watch } = await call(`/v1/watches/${webhook.externalHookId}`);
  assert.equal(watch.requestSource, "MAKE_DOT_COM");
  assert.equal(watch.watch, "stats.plays");
  const { body: rotated } = await call(`/v1/watches/${webhook.externalHookId}`, {
    method: "PATCH",
    body: JSON.stringify({ rotateSecret: true }),
  });
  // Make cannot verify a signature, so that the app drops the secret: the test takes a new one.
  const received = await eventually("a webhook with a signature of the new secret", () =>
    receiver.calls.find((candidate) => isSigned(rotated.secret, candidate)),
  );
  await app.detach("videoChanged", webhook);
  await app.detach("videoChanged", webhook);

  const bundle = app.receive("videoChanged", received);
  assert.equal(bundle.requestSource, "MAKE_DOT_COM");
  assert.equal(bundle.label, "Launch video");
  assert.match(bundle.summary, /^@\S+: plays [\d,]+ → [\d,]+/);
  assert.equal(bundle.changes[0].field, "stats.plays");
  assert.ok(bundle.changes[0].after > bundle.changes[0].before);
  assert.equal(bundle.video.stats.plays, bundle.changes[0].after);
  assert.deepEqual(Object.keys(bundle), Object.keys(code("module", "videoChanged", "samples")));
  await assertNoMoreCalls();
});

test("a value that is missing in a trigger may be left out, null or empty", async () => {
  const watched = { subject: subjects.growingCreator, every: "PT6H", events: ["changed", "disappeared"] };
  for (const missing of Object.values(MISSING)) {
    const other = appOf(connection, missing);
    const webhook = await other.attach("creatorChanged", watched, "http://127.0.0.1:9/hook");
    const { body: watch } = await call(`/v1/watches/${webhook.externalHookId}`);
    assert.deepEqual(watch.events, ["changed", "disappeared"]);
    assert.equal(watch.label, undefined);
    await other.detach("creatorChanged", webhook);
  }
});

test("a sample without waiting for an event has the names of the gateway's own", async () => {
  for (const [trigger, kind] of [["videoChanged", "video"], ["creatorChanged", "user"]]) {
    const { body: [event] } = await call(`/v1/samples?kind=${kind}`);
    const sample = code("module", trigger, "samples");
    assert.deepEqual(names(sample), names(event));
    assert.equal(sample.requestSource, "MAKE_DOT_COM");
    assert.equal(sample.sample, true);
  }
});
