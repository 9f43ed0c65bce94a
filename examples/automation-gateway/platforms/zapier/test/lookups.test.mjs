import assert from "node:assert/strict";
import test from "node:test";
import * as gateway from "../../testing/gateway.mjs";
import { lookUpMany } from "../lookups.js";
import { app, bundle, fails, names, run } from "./zapier.mjs";

const { findVideo, findCreator, lookUpMany: many } = app.searches;
const { subjects } = gateway;

const search = (step, inputData, connection) => run(step.operation.perform, bundle(inputData, connection));

const outputs = (step) => new Set(step.operation.outputFields.map(({ key }) => key));

test("Find Video returns the record, all of whose names are output fields", async () => {
  const [video, ...others] = await search(findVideo, { subject: subjects.video });
  assert.deepEqual(others, []);
  assert.equal(video.id, subjects.video);
  assert.ok(video.stats.plays > 0);
  const known = outputs(findVideo);
  assert.deepEqual(names(video).filter((name) => !known.has(name)), []);
});

test("Find Creator returns the record, all of whose names are output fields", async () => {
  const [creator] = await search(findCreator, { subject: subjects.creator });
  assert.equal(creator.handle, "some.cook");
  const known = outputs(findCreator);
  assert.deepEqual(names(creator).filter((name) => !known.has(name)), []);
});

test("Find Video returns the chosen fields only, asks the chosen provider, and calls it again if asked", async () => {
  const [few] = await search(findVideo, { subject: subjects.video, fields: ["stats.plays", "author.handle"] });
  assert.deepEqual(names(few).sort(), ["author__handle", "stats__plays"]);
  const [video] = await search(findVideo, { subject: subjects.video, provider: "dumplingai" });
  assert.equal(video.source.provider, "dumplingai");
  const [again] = await search(findVideo, { subject: subjects.video, provider: "dumplingai", fresh: true });
  assert.notEqual(again.source.retrievedAt, video.source.retrievedAt);
});

test("a Zap branches on not found without an error", async () => {
  assert.deepEqual(await search(findVideo, { subject: subjects.missing }), []);
  assert.deepEqual(await search(findCreator, { subject: "@not.found" }), []);
});

test("a bad link stops the run, and says what is wrong", async () => {
  const { message } = await fails(search(findVideo, { subject: subjects.wrong }), "HaltedError");
  assert.match(message, /"no link at all" is refused/);
});

test("an unknown provider stops the run", async () => {
  await fails(search(findVideo, { subject: subjects.video, provider: "nobody" }), "HaltedError");
});

test("a key over its limit is delayed by the time that the gateway asks for", async () => {
  const twice = async () => {
    for (let i = 0; i < 2; i++) {
      await search(findVideo, { subject: subjects.video }, { key: gateway.limitedKey });
    }
  };
  const { message, delay } = await fails(twice(), "ThrottledError");
  assert.match(message, /limit/i);
  assert.ok(Number.isInteger(delay) && delay > 0 && delay <= 60, `delay ${delay}`);
});

test("a provider that fails can be replayed, and the operator finds the request", async () => {
  const { message, status } = await fails(search(findVideo, { subject: subjects.failing }), "AppError");
  assert.equal(status, 502);
  assert.match(message, /\(request req_\S+ at 127\.0\.0\.1:\d+\)$/);
});

test("Look Up Many returns an item for each subject, in order, with a bad one among good ones", async () => {
  const list = [subjects.video, subjects.wrong, subjects.creator, subjects.missing];
  const items = await search(many, { subjects: list });
  assert.deepEqual(
    items.map(({ subject, found, status }) => [subject, found, status]),
    [
      [subjects.video, true, 200],
      [subjects.wrong, false, 400],
      [subjects.creator, true, 200],
      [subjects.missing, false, 404],
    ],
  );
  assert.equal(items[0].video.id, subjects.video);
  assert.equal(items[2].user.handle, "some.cook");
  assert.match(items[1].problem.detail, /is refused/);
  const known = outputs(many);
  assert.deepEqual(items.flatMap((item) => names(item)).filter((name) => !known.has(name)), []);
});

test("Look Up Many refuses more than 100 subjects", async () => {
  await fails(search(many, { subjects: Array(101).fill(subjects.video) }), "HaltedError");
});

test("a batch that is not complete in time is asked for again, and nothing is looked up twice", async () => {
  run.zcacheTestObj = {};
  const impatient = (z, inputs) => lookUpMany(z, inputs, 0);
  const input = bundle({ subjects: [subjects.creator, "@a.second.one"] });
  const { message, delay } = await fails(run(impatient, input), "ThrottledError");
  assert.match(message, /^The lookup of 2 subjects goes on/);
  assert.equal(delay, 30);
  const [batch] = Object.values(run.zcacheTestObj).map((id) => JSON.parse(id));
  assert.match(batch, /^bat_/);

  const items = await run(many.operation.perform, input);

  assert.deepEqual(items.map(({ found }) => found), [true, true]);
  const { body } = await gateway.call(`/v1/batches/${batch}/results?wait=0`);
  assert.deepEqual(items.map(({ user }) => user), body.items.map(({ user }) => user));
  assert.deepEqual(run.zcacheTestObj, {}, "the batch is forgotten");
});

test("a batch that the gateway no longer has is begun again", async () => {
  run.zcacheTestObj = {};
  const input = bundle({ subjects: [subjects.creator] });
  await fails(run((z, inputs) => lookUpMany(z, inputs, 0), input), "ThrottledError");
  const [name] = Object.keys(run.zcacheTestObj);
  run.zcacheTestObj[name] = JSON.stringify("bat_gone");
  assert.equal((await run(many.operation.perform, input))[0].found, true);
});
