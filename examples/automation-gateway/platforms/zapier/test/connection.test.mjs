import assert from "node:assert/strict";
import { createServer } from "node:http";
import test from "node:test";
import * as gateway from "../../testing/gateway.mjs";
import { app, bundle, fails, run } from "./zapier.mjs";

const { test: connect, connectionLabel } = app.authentication;

/** Starts a server that answers each request the same, and remembers them. */
async function startServer(t, status, headers, body = "") {
  const requests = [];
  const server = createServer((request, response) => {
    requests.push({ url: request.url, headers: request.headers });
    response.writeHead(status, headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}`, requests };
}

test("a good key connects, and the connection has the name of its caller", async () => {
  const me = await run(connect, bundle());
  assert.deepEqual(me.scopes, ["lookup", "watch"]);
  assert.equal(await run(connectionLabel, bundle(me)), `${me.name} (${me.keyId})`);
});

test("a bad key asks for a new connection", async () => {
  const { message } = await fails(run(connect, bundle({}, { key: gateway.wrongKey })), "ExpiredAuthError");
  assert.match(message, /key/i);
});

test("a slash, a path or a space after the address does not hurt", async () => {
  for (const end of ["/", "/v1", "/docs?a=b#key=c", "  "]) {
    assert.ok((await run(connect, bundle({}, { url: gateway.url + end }))).name, end);
  }
});

test("an address without https is refused before anything is sent", async () => {
  for (const url of ["http://gateway.example.com", "ftp://localhost", "https://", "", "file:///etc/passwd"]) {
    const { message, code } = await fails(run(connect, bundle({}, { url })), "AppError");
    assert.equal(code, "invalid-address", url);
    assert.match(message, /must begin with https/);
  }
});

test("a redirect is not followed, so that the key stays with the gateway", async (t) => {
  const other = await startServer(t, 200, { "content-type": "application/json" }, "{}");
  const server = await startServer(t, 302, { location: other.url });
  const { message } = await fails(run(connect, bundle({}, { url: server.url })), "AppError");
  assert.match(message, /answered with a redirect \(302\)/);
  assert.equal(server.requests.length, 1);
  assert.equal(server.requests[0].url, "/v1/me");
  assert.equal(server.requests[0].headers.authorization, `Bearer ${gateway.key}`);
  assert.equal(server.requests[0].headers["request-source"], "ZAPIER");
  assert.deepEqual(other.requests, []);
});

test("a server that is not a gateway is named", async (t) => {
  const server = await startServer(t, 500, { "content-type": "text/html" }, "<h1>Oh no</h1>");
  const { message, status } = await fails(run(connect, bundle({}, { url: server.url })), "AppError");
  assert.match(message, /^127\.0\.0\.1:\d+ answered 500 without a reason/);
  assert.equal(status, 500);
});

test("a gateway that is paused is waited for", async (t) => {
  const problem = JSON.stringify({ detail: "The provider is paused.", requestId: "req_1" });
  const server = await startServer(t, 503, { "content-type": "application/problem+json", "retry-after": "7" }, problem);
  const { message, delay } = await fails(run(connect, bundle({}, { url: server.url })), "ThrottledError");
  assert.match(message, /^The provider is paused\. \(request req_1 at 127/);
  assert.equal(delay, 7);
});

test("cadences show their price before a Zap is switched on, that of the chosen provider", async () => {
  for (const kind of ["video", "user"]) {
    const { perform } = app.triggers[`${kind}Cadences`].operation;
    const cadences = await run(perform, bundle());
    const six = cadences.find(({ id }) => id === "PT6H");
    assert.equal(six.name, "Every 6 hours: 4 calls a day, $0.024 a day (API Direct)");
    const others = await run(perform, bundle({ provider: "dumplingai" }));
    assert.match(others.find(({ id }) => id === "PT6H").name, /credits a day \(Dumpling AI\)/);
  }
});

test("fields are those of the kind, and a watch offers those that it can compare", async () => {
  const list = async (key) => (await run(app.triggers[key].operation.perform, bundle())).map(({ id }) => id);
  const video = await list("videoFields");
  assert.ok(video.includes("stats.plays") && video.includes("author.handle"));
  const creator = await list("userFields");
  assert.ok(creator.includes("stats.followers") && !creator.includes("stats.plays"));
  for (const [all, key] of [
    [video, "videoWatchableFields"],
    [creator, "userWatchableFields"],
  ]) {
    const watchable = await list(key);
    assert.ok(watchable.length > 0 && watchable.length < all.length, key);
    assert.deepEqual(watchable.filter((name) => !all.includes(name)), []);
  }
});

test("providers show their price", async () => {
  const providers = await run(app.triggers.providers.operation.perform, bundle());
  assert.equal(
    providers.find(({ id }) => id === "apidirect").name,
    "API Direct: 0.006 USD a video, 0.006 USD a creator",
  );
});
