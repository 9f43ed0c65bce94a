import assert from "node:assert/strict";
import test from "node:test";
import * as gateway from "../../testing/gateway.mjs";
import { startReceiver, verify } from "../../testing/receiver.mjs";
import { app, bundle, fails, names, run } from "./zapier.mjs";

const { videoChanged, creatorChanged } = app.triggers;

/** Returns a request as Zapier hands it to a trigger: headers in capitals, with a prefix. */
function rawRequest({ headers, body }) {
  const capitals = (name) => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
  const prefix = (name) => (["content-length", "content-type"].includes(name) ? "" : "Http-");
  return {
    method: "POST",
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [prefix(name) + capitals(name), value])),
    content: body,
  };
}

const received = (subscribeData, call) =>
  bundle({}, { subscribeData, rawRequest: rawRequest(call), cleanedRequest: JSON.parse(call.body) });

async function watchAndReceive(t, trigger, inputData) {
  const receiver = await startReceiver();
  t.after(() => receiver.close());
  const { performSubscribe, performUnsubscribe, performList, perform } = trigger.operation;
  const [sample] = await run(performList, bundle(inputData));
  assert.equal(sample.sample, true);

  const subscribeData = await run(performSubscribe, bundle(inputData, { targetUrl: receiver.url }));
  assert.deepEqual(Object.keys(subscribeData), ["id", "secret"]);
  const call = await receiver.next(({ type }) => type.endsWith(".changed"));
  assert.equal(verify(subscribeData.secret, call).id, call.event.id);
  const [event, ...others] = await run(perform, received(subscribeData, call));
  assert.deepEqual(others, []);
  assert.deepEqual(event, call.event);

  const known = new Set(trigger.operation.outputFields.map(({ key }) => key));
  assert.deepEqual(names(event).filter((name) => !known.has(name)), [], "names that are not output fields");
  assert.deepEqual(names(event).sort(), names(sample).sort(), "the sample has the names of the event");
  assert.equal(event.requestSource, "ZAPIER");
  assert.equal(event.label, inputData.label);
  assert.equal(event.sample, false);
  return { call, event, subscribeData, unsubscribe: () => run(performUnsubscribe, bundle({}, { subscribeData })) };
}

test("watches report changes in words and as a list, signed, until the Zaps are switched off", async (t) => {
  const [video, creator] = await Promise.all([
    watchAndReceive(t, videoChanged, {
      subject: gateway.subjects.growingVideo,
      every: "PT10S",
      watch: ["stats.plays", "stats.likes"],
      label: "Launch video",
    }),
    watchAndReceive(t, creatorChanged, {
      subject: gateway.subjects.growingCreator,
      every: "PT10S",
      watch: ["stats.followers"],
      label: "Rival",
    }),
  ]);
  assert.match(video.event.summary, /^@\S+: plays [\d,]+ → [\d,]+/);
  const plays = video.event.changes.find(({ field }) => field === "stats.plays");
  assert.equal(plays.after - plays.before, plays.delta);
  assert.match(creator.event.summary, /followers [\d,]+ → [\d,]+/);
  assert.deepEqual(creator.event.changes.map(({ field }) => field), ["stats.followers"]);

  await t.test("a webhook that is not signed by the gateway is refused", async () => {
    const { call, subscribeData } = video;
    const forged = { ...call, body: call.body.replace('"sample":false', '"sample":true') };
    assert.notEqual(forged.body, call.body);
    const unsigned = { ...call, headers: { "content-type": "application/json" } };
    const old = { ...call, headers: { ...call.headers, "webhook-timestamp": "1700000000" } };
    for (const bad of [forged, unsigned, old]) {
      const { message } = await fails(run(videoChanged.operation.perform, received(subscribeData, bad)), "HaltedError");
      assert.match(message, /^The webhook is not one of the gateway/);
    }
    for (const other of [{}, { secret: creator.subscribeData.secret }]) {
      await fails(run(videoChanged.operation.perform, received(other, call)), "HaltedError");
    }
  });

  for (const { unsubscribe, subscribeData } of [video, creator]) {
    await unsubscribe();
    assert.deepEqual(await unsubscribe(), { id: subscribeData.id }, "a late call succeeds too");
  }
  await gateway.assertNoMoreCalls();
});

test("a sample comes without waiting, of the subject or of a built-in one", async () => {
  const [own] = await run(videoChanged.operation.performList, bundle({ subject: gateway.subjects.video }));
  assert.equal(own.video.id, gateway.subjects.video);
  const [builtIn] = await run(videoChanged.operation.performList, bundle({ subject: gateway.subjects.missing }));
  assert.equal(builtIn.sample, true);
  assert.deepEqual(names(builtIn).sort(), names(videoChanged.operation.sample).sort());
  const [creator] = await run(creatorChanged.operation.performList, bundle({ subject: "@not.found" }));
  assert.deepEqual(names(creator).sort(), names(creatorChanged.operation.sample).sort());
});

const subscribe = (inputData, connection) =>
  run(videoChanged.operation.performSubscribe, bundle(inputData, { targetUrl: "http://127.0.0.1:9/hook", ...connection }));

test("a key without the scope for watches cannot switch a Zap on", async () => {
  const input = { subject: gateway.subjects.video };
  const { message, status } = await fails(subscribe(input, { key: gateway.lookupKey }), "AppError");
  assert.equal(status, 403);
  assert.match(message, /watch/);
});

test("a watch that is too expensive is refused with its cost", async () => {
  const input = { subject: gateway.subjects.video, every: "PT10S" };
  const { message, status, code } = await fails(subscribe(input, { key: gateway.slowKey }), "AppError");
  assert.deepEqual([status, code], [422, "too-expensive"]);
  assert.match(message, /at least PT1H .*8640 calls a day/);
});

test("a wrong subject cannot be watched", async () => {
  await fails(subscribe({ subject: gateway.subjects.wrong }), "HaltedError");
});
