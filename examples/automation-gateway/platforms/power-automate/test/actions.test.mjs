import assert from "node:assert/strict";
import { test } from "node:test";
import { key, limitedKey, lookupKey, subjects, wrongKey } from "../../testing/gateway.mjs";
import { Connection, StepFailed } from "./connector.mjs";

const connection = new Connection();

/** Runs a step that fails, and returns its answer. */
async function failure(step) {
  const failed = await step.then(
    () => assert.fail("the step did not fail"),
    (error) => error,
  );
  assert.ok(failed instanceof StepFailed, failed.stack);
  assert.ok(failed.answer.body.detail.length > 0);
  return failed.answer;
}

test("a good key passes the connection test and returns its name", async () => {
  const { body } = await connection.run("GetMe");
  assert.equal(body.name, "power-automate");
  assert.deepEqual(body.scopes, ["lookup", "watch"]);
});

test("a wrong key fails the connection test, and is not repeated", async () => {
  const answer = await failure(new Connection(wrongKey).run("GetMe"));
  assert.equal(answer.status, 401);
  assert.equal(JSON.stringify(answer.body).includes(wrongKey), false);
});

test("a key without the scope for watches cannot turn a flow on", async () => {
  const inputs = { subject: subjects.video, every: "PT6H" };
  const answer = await failure(new Connection(lookupKey).subscribe("VideoChanged", inputs, "https://flow.example.com/"));
  assert.equal(answer.status, 403);
  assert.match(answer.body.detail, /watch/);
});

test("Find video returns the record", async () => {
  const { body } = await connection.run("FindVideo", { subject: subjects.video });
  assert.equal(body.found, true);
  assert.equal(body.video.id, subjects.video);
  assert.ok(body.video.stats.plays > 0);
});

test("Find video returns chosen fields of a chosen provider, without the cache", async () => {
  const inputs = { subject: subjects.video, fields: "stats.plays,author.handle", provider: "apidirect", fresh: true };
  const { body } = await connection.run("FindVideo", inputs);
  assert.deepEqual(Object.keys(body.video).sort(), ["author", "stats"]);
});

test("Find creator returns the record", async () => {
  const { body } = await connection.run("FindCreator", { subject: subjects.creator });
  assert.equal(body.found, true);
  assert.equal(`@${body.user.handle}`, subjects.creator);
});

test("a flow branches on a video that is not visible, without an error path", async () => {
  const branch = async (subject) => {
    const { status, body } = await connection.run("FindVideo", { subject });
    return { status, taken: body.found === true ? "yes" : "no", reason: body.reason };
  };
  assert.equal((await branch(subjects.video)).taken, "yes");
  const missing = await branch(subjects.missing);
  assert.deepEqual([missing.status, missing.taken], [200, "no"]);
  assert.ok(missing.reason.length > 0);
});

test("Look up many has an item for each subject, also for wrong ones", async () => {
  const { body } = await connection.run("LookUpMany", {
    subjects: [subjects.video, subjects.wrong, subjects.creator, subjects.missing],
  });
  assert.deepEqual(
    body.items.map(({ status }) => status),
    [200, 400, 200, 404],
  );
  assert.equal(body.items[0].video.id, subjects.video);
  assert.ok(body.items[1].problem.detail.length > 0);
  assert.ok(body.items[2].user.handle);

  const later = await connection.run("GetLookUpManyResults", { batchId: body.id });
  assert.deepEqual(later.body, body);
});

test("results of an unknown batch are not found", async () => {
  assert.equal((await failure(connection.run("GetLookUpManyResults", { batchId: "bat_unknown" }))).status, 404);
});

test("a wrong link fails the step with what to do", async () => {
  const answer = await failure(connection.run("FindVideo", { subject: subjects.wrong }));
  assert.equal(answer.status, 400);
  assert.match(answer.body.detail, /refused/);
});

test("a key that is rate limited fails the step with the delay after which the platform tries again", async () => {
  const limited = new Connection(limitedKey);
  await limited.run("GetMe");
  const answer = await failure(limited.run("GetMe"));
  assert.equal(answer.status, 429);
  assert.ok(Number(answer.headers.get("retry-after")) >= 1);
});

test("a provider that fails is 502, which the platform tries again", async () => {
  const answer = await failure(connection.run("FindVideo", { subject: subjects.failing }));
  assert.equal(answer.status, 502);
});

test("lists of choices have providers with a key, fields, and cadences with their price", async () => {
  const providers = await connection.choices("FindVideo", "provider");
  assert.ok(providers.some(({ value, title }) => value === "apidirect" && title === "API Direct"));
  const all = await connection.choices("FindVideo", "fields");
  assert.ok(all.some(({ value }) => value === "stats.plays"));
  const watchable = await connection.choices("VideoChanged", "watch");
  assert.ok(watchable.some(({ value }) => value === "stats.plays") && watchable.length < all.length);
  assert.ok((await connection.choices("CreatorChanged", "watch")).some(({ value }) => value === "stats.followers"));
});

test("the price of a cadence is shown before a flow is turned on, for the chosen provider", async () => {
  const price = async (provider) => {
    const cadences = await connection.choices("VideoChanged", "every", provider ? { provider } : {});
    return cadences.find(({ value }) => value === "PT6H").title;
  };
  assert.match(await price(), /4 calls a day, \$0\.024 a day \(API Direct\)/);
  assert.match(await price("dumplingai"), /4 calls a day, .*\(Dumpling AI\)/);
  assert.ok((await connection.choices("CreatorChanged", "every")).every(({ title }) => title.includes("a day")));
});

test("no answer of a failed step has the key", async () => {
  const steps = [
    connection.run("FindVideo", { subject: subjects.wrong }),
    connection.run("FindVideo", { subject: subjects.failing }),
    connection.run("GetLookUpManyResults", { batchId: "bat_unknown" }),
  ];
  for (const answer of await Promise.all(steps.map(failure))) {
    assert.equal(JSON.stringify(answer.body).includes(key.split("_")[2]), false);
  }
});
