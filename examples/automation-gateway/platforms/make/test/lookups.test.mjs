/** The connection, the lookups and the dropdowns, against the running gateway. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { eventually, key, limitedKey, lookupKey, subjects, url, wrongKey } from "../../testing/gateway.mjs";
import { appOf, code, connect, manifest, MISSING } from "./app.mjs";

const connection = await connect({ url, apiKey: key });
const app = appOf(connection);

/** Returns the error of a call that fails. */
async function errorOf(promise) {
  return promise.then(
    () => assert.fail("no error"),
    ({ name, message }) => ({ name, message }),
  );
}

test("a good key connects, and the connection has the caller's name", () => {
  assert.match(connection.label, /\S/);
  assert.deepEqual(connection.data, { baseUrl: url.replace(/\/$/, ""), apiKey: key });
});

test("a slash or a path after the address does no harm", async () => {
  for (const end of ["/", "/v1", "/docs/"]) {
    const other = await connect({ url: url.replace(/\/$/, "") + end, apiKey: key });
    assert.deepEqual(other, connection);
  }
});

test("a bad key is an invalid access token", async () => {
  const { name, message } = await errorOf(connect({ url, apiKey: wrongKey }));
  assert.equal(name, "InvalidAccessTokenError");
  assert.match(message, /^\[401\] \S/);
  assert.equal(message.includes(wrongKey), false);
});

test("a key that was revoked later fails the module as an invalid access token", async () => {
  const revoked = appOf({ data: { ...connection.data, apiKey: wrongKey } });
  const { name, message } = await errorOf(revoked.run("findVideo", { subject: subjects.video }));
  assert.equal(name, "InvalidAccessTokenError");
  assert.match(message, /^\[401\] /);
});

test("an address with http, except that of this machine, is refused before the key is sent", async () => {
  for (const wrong of ["http://gateway.example.com", "gateway.example.com", "https://user@gateway.example.com"]) {
    assert.equal((await errorOf(connect({ url: wrong, apiKey: key }))).name, "BundleValidationError");
  }
});

test("an address that redirects or is no gateway is refused, and the key is not sent on", async (t) => {
  const paths = [];
  const server = createServer((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const { name, message } = await errorOf(connect({ url: `http://127.0.0.1:${server.address().port}`, apiKey: key }));
  assert.equal(name, "InvalidConfigurationError");
  assert.match(message, /not that of a gateway/);
  assert.deepEqual(paths, ["/v1/me"]);
});

test("Find Video returns the record, with the names of its interface and sample", async () => {
  const [bundle, ...others] = await app.run("findVideo", { subject: subjects.video });
  assert.deepEqual(others, []);
  assert.equal(bundle.found, true);
  assert.equal(bundle.video.id, subjects.video);
  assert.equal(typeof bundle.video.stats.plays, "number");
  assert.deepEqual(Object.keys(bundle), Object.keys(code("module", "findVideo", "samples")));
});

test("Find Creator returns the record, and only the fields that were selected", async () => {
  const options = await app.options("module", "findCreator", "mappableParams", "fields");
  const fields = options.map(({ value }) => value).filter((name) => ["handle", "stats.followers"].includes(name));
  const [bundle] = await app.run("findCreator", { subject: subjects.creator, fields, fresh: true });
  assert.deepEqual(Object.keys(bundle.user), ["handle", "stats"]);
  assert.deepEqual(Object.keys(bundle.user.stats), ["followers"]);
});

test("a scenario branches on a subject that is not visible without an error path", async () => {
  const flow = async (subject) => {
    const [bundle] = await app.run("findVideo", { subject });
    return bundle.found ? `plays: ${bundle.video.stats.plays}` : `missing: ${bundle.reason}`;
  };
  assert.match(await flow(subjects.video), /^plays: \d+$/);
  assert.match(await flow(subjects.missing), /^missing: .*\S/);
});

test("Look Up Many returns one bundle for each subject, bad ones among good ones", async () => {
  const many = [subjects.creator, subjects.wrong, subjects.video, subjects.missing];
  const bundles = await app.run("lookUpMany", { subjects: many });
  assert.deepEqual(bundles.map(({ subject }) => subject), many);
  assert.deepEqual(bundles.map(({ found }) => found), [true, false, true, false]);
  assert.deepEqual(bundles.map(({ status }) => status), [200, 400, 200, 404]);
  assert.equal(bundles[0].user.handle, "some.cook");
  assert.equal(bundles[2].video.id, subjects.video);
  assert.match(bundles[1].reason, /\S/);
  const names = Object.keys(bundles[2]).filter((name) => bundles[2][name] !== undefined);
  assert.deepEqual(names.sort(), Object.keys(code("module", "lookUpMany", "samples")).sort());
});

test("Look Up Many goes on where the first answer came before the batch was complete", async (t) => {
  let isFirst = true;
  const slow = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const path = isFirst ? request.url.replace(/wait=\d+/, "wait=0") : request.url;
    isFirst = false;
    const answer = await fetch(url.replace(/\/$/, "") + path, {
      method: request.method,
      headers: { authorization: request.headers.authorization, "content-type": "application/json" },
      body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
    });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  await new Promise((resolve) => slow.listen(0, "127.0.0.1", resolve));
  t.after(() => slow.close());
  const through = appOf({ data: { ...connection.data, baseUrl: `http://127.0.0.1:${slow.address().port}` } });
  const bundles = await through.run("lookUpMany", { subjects: [subjects.video, subjects.creator] });
  assert.deepEqual(bundles.map(({ found }) => found), [true, true]);
});

test("a batch that is still running after all waits is an error that Make retries", async (t) => {
  const never = createServer((request, response) => {
    request.resume();
    const isNew = request.method === "POST";
    response.writeHead(isNew ? 202 : 200, { "content-type": "application/json" })
      .end(JSON.stringify(isNew ? { id: "bat_1", total: 2, done: 0, failed: 0 } : { id: "bat_1", total: 2, items: [{}] }));
  });
  await new Promise((resolve) => never.listen(0, "127.0.0.1", resolve));
  t.after(() => never.close());
  const through = appOf({ data: { ...connection.data, baseUrl: `http://127.0.0.1:${never.address().port}` } });
  const { name, message } = await errorOf(through.run("lookUpMany", { subjects: ["1", "2"] }));
  assert.equal(name, "ConnectionError");
  assert.match(message, /^1 of 2 lookups are finished/);
});

test("a value that is missing may be left out, null or empty", async () => {
  for (const missing of Object.values(MISSING)) {
    const other = appOf(connection, missing);
    assert.equal((await other.run("findVideo", { subject: subjects.video }))[0].found, true);
    assert.equal((await other.run("lookUpMany", { subjects: [subjects.video] }))[0].found, true);
    assert.ok((await other.options("webhook", "videoChanged", "params", "every")).length > 0);
  }
});

test("a wrong subject is a data error whose text has the remedy", async () => {
  const { name, message } = await errorOf(app.run("findVideo", { subject: subjects.wrong }));
  assert.equal(name, "DataError");
  assert.match(message, /^\[400\] .*no link at all/);
});

test("a used up limit is a rate limit error whose text has the delay", async () => {
  const limited = appOf({ data: { ...connection.data, apiKey: limitedKey } });
  const { name, message } = await eventually("a second request in one minute", () =>
    limited.options("module", "findVideo", "mappableParams", "provider").then(() => undefined, (error) => error),
  );
  assert.equal(name, "RateLimitError");
  assert.match(message, /^\[429\] .* \(Retry-After: \d+ s\)$/);
});

test("a failure of the provider is a connection error, which Make retries", async () => {
  const { name, message } = await errorOf(app.run("findVideo", { subject: subjects.failing }));
  assert.equal(name, "ConnectionError");
  assert.match(message, /^\[502\] \S/);
});

test("a key without the scope for watches fails before a webhook exists", async () => {
  const looker = appOf(await connect({ url, apiKey: lookupKey }));
  const { name, message } = await errorOf(
    looker.attach(
      "videoChanged",
      { subject: subjects.video, every: "PT6H", events: ["changed"] },
      "http://127.0.0.1:9/hook",
    ),
  );
  assert.equal(name, "InvalidConfigurationError");
  assert.match(message, /^\[403\] .*watch/);
});

test("the cadences show calls and price before the user subscribes, by the chosen provider", async () => {
  const cadences = await app.options("webhook", "videoChanged", "params", "every");
  const sixHours = cadences.find(({ value }) => value === "PT6H");
  assert.match(sixHours.label, /^Every 6 hours: 4 calls a day, \$0\.024 a day/);
  const creators = await app.options("webhook", "creatorChanged", "params", "every", { provider: "apidirect" });
  assert.match(creators.find(({ value }) => value === "PT6H").label, /\(API Direct\)/);
});

test("the fields of a watch are those that can change", async () => {
  const fields = await app.options("webhook", "creatorChanged", "params", "watch");
  assert.ok(fields.some(({ value }) => value === "stats.followers"));
  assert.equal(fields.some(({ value }) => value.startsWith("source.")), false);
  for (const { label, value } of fields) {
    assert.ok(label.startsWith(`${value}: `));
  }
});

test("the providers are the configured ones, with their price", async () => {
  const providers = await app.options("module", "lookUpMany", "mappableParams", "provider");
  assert.ok(providers.length > 0);
  assert.match(providers.find(({ value }) => value === "apidirect").label, /^API Direct: 0\.006 USD a video$/);
});

test("each procedure of the app returns options", async () => {
  for (const procedure of Object.keys(manifest.components.rpc)) {
    const used = ["videoChanged", "creatorChanged"].map((id) => [ "webhook", id, "params" ])
      .concat(["findVideo", "findCreator"].map((id) => ["module", id, "mappableParams"]))
      .find(([type, id, form]) => code(type, id, form).some(({ options }) => options === `rpc://${procedure}`));
    const { name } = code(...used).find(({ options }) => options === `rpc://${procedure}`);
    for (const { label, value } of await app.options(...used, name)) {
      assert.match(label, /\S/);
      assert.match(value, /\S/);
    }
  }
});
