import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { call, key, limitedKey, lookupKey, subjects, url, wrongKey } from "../../testing/gateway.mjs";
import { helper, load, reply } from "./flow.mjs";

const LOOKUPS = [
  { id: "video", type: "tiktok-video", subject: "payload", subjectType: "msg", wires: [["found"], ["missing"]] },
  { id: "creator", type: "tiktok-creator", subject: "payload", subjectType: "msg", wires: [["found"], ["missing"]] },
  { id: "many", type: "tiktok-many", subjects: "payload", subjectsType: "msg", wires: [["found"]] },
  { id: "found", type: "helper" },
  { id: "missing", type: "helper" },
];

before(() => new Promise((resolve) => helper.startServer(resolve)));
after(() => new Promise((resolve) => helper.stopServer(resolve)));
afterEach(() => helper.unload());

describe("a lookup", () => {
  test("finds a video by the payload", async () => {
    const nodes = await load(LOOKUPS);

    const { at, msg } = await reply(nodes, "video", { payload: subjects.video, other: 1 });

    assert.equal(at, "found");
    assert.equal(msg.payload.id, subjects.video);
    assert.ok(msg.payload.stats.plays > 0);
    assert.equal(msg.found, true);
    assert.equal(msg.tiktok.subject, subjects.video);
    assert.equal(msg.other, 1);
  });

  test("finds a creator by the payload", async () => {
    const nodes = await load(LOOKUPS);

    const { at, msg } = await reply(nodes, "creator", { payload: subjects.creator });

    assert.equal(at, "found");
    assert.equal(msg.payload.handle, "some.cook");
  });

  test("takes subject, fields, provider and fresh from its settings", async () => {
    const settings = { subject: subjects.video, subjectType: "str", fields: "stats.plays,author.handle", provider: "apidirect", fresh: true };
    const nodes = await load([{ ...LOOKUPS[0], ...settings }, ...LOOKUPS.slice(3)]);
    const { used } = (await call("/v1/me")).body.budget;

    const { msg } = await reply(nodes, "video", { payload: "ignored" });

    assert.deepEqual(Object.keys(msg.payload).sort(), ["author", "stats"]);
    assert.equal(msg.tiktok.provider, "apidirect");
    assert.equal(msg.tiktok.calls, 1);
    assert.equal(msg.tiktok.cost, "0.006 USD");
    assert.ok((await call("/v1/me")).body.budget.used > used);
  });

  test("sends what is not visible to its second output, so a flow branches without a Catch node", async () => {
    const nodes = await load(LOOKUPS);

    const { at, msg } = await reply(nodes, "video", { payload: subjects.missing });

    assert.equal(at, "missing");
    assert.equal(msg.payload, null);
    assert.equal(msg.found, false);
    assert.equal(msg.tiktok.subject, subjects.missing);
    assert.match(msg.tiktok.reason, /not visible/);
  });
});

describe("a batch", () => {
  test("has one item for each subject, in their order, also for a bad one", async () => {
    const nodes = await load(LOOKUPS);
    const payload = [subjects.video, subjects.wrong, subjects.creator, subjects.missing];

    const { at, msg } = await reply(nodes, "many", { payload });

    assert.equal(at, "found");
    assert.deepEqual(msg.payload.map(({ subject }) => subject), payload);
    assert.deepEqual(msg.payload.map(({ found }) => found), [true, false, true, false]);
    assert.deepEqual(msg.payload.map(({ status }) => status), [200, 400, 200, 404]);
    assert.equal(msg.payload[2].user.handle, "some.cook");
    assert.match(msg.payload[1].problem.detail, /refused/);
  });

  test("takes a text with one subject in each line", async () => {
    const nodes = await load(LOOKUPS);

    const { msg } = await reply(nodes, "many", { payload: `${subjects.video}\n\n ${subjects.creator}\n` });

    assert.deepEqual(msg.payload.map(({ found }) => found), [true, true]);
  });
});

describe("a Catch node receives", () => {
  const failures = [
    ["a wrong key", { key: wrongKey }, "video", subjects.video, { status: 401, code: "unauthorized" }, /key is unknown or revoked/],
    ["a bad subject", { key }, "video", subjects.wrong, { status: 400, code: "invalid-request" }, /"no link at all" is refused/],
    ["a number", { key }, "video", 7311111111111111, { code: "invalid-request" }, /must be a text/],
    ["an empty payload", { key }, "creator", " ", { code: "invalid-request" }, /but is an empty text/],
    ["subjects that are no list", { key }, "many", { a: 1 }, { code: "invalid-request" }, /must be a list of texts/],
    ["a provider that fails", { key }, "video", subjects.failing, { status: 502, code: "provider-unavailable", retryable: true }, /later retry/],
    ["a key that is missing", { key: undefined }, "video", subjects.video, { code: "no-key" }, /has no key/],
    ["an address that nothing listens at", { key, address: "http://localhost:9" }, "video", subjects.video, { code: "not-reachable", retryable: true }, /Check the address/],
    ["http to another machine", { key, address: "http://gateway.example.com" }, "video", subjects.video, { code: "wrong-address" }, /must begin with https/],
  ];
  for (const [what, gateway, type, payload, cause, message] of failures) {
    test(`${what}, with its code and its remedy`, async () => {
      const nodes = await load(LOOKUPS, { address: url, ...gateway });

      const { at, msg } = await reply(nodes, type, { payload });

      assert.equal(at, "caught");
      assert.match(msg.error.message, message);
      assert.equal(msg.error.code, cause.code);
      assert.deepEqual({ ...msg.error.cause, ...cause }, msg.error.cause);
      assert.deepEqual(msg.payload, payload);
      assert.equal(gateway.key !== undefined && JSON.stringify(msg).includes(gateway.key), false);
    });
  }

  test("too many requests, with the seconds to wait, which the status shows", async () => {
    const nodes = await load(LOOKUPS, { address: url, key: limitedKey });
    const statuses = [];
    nodes.video.on("call:status", ({ args }) => statuses.push(args[0].text));

    let answer;
    do {
      answer = await reply(nodes, "video", { payload: subjects.video });
    } while (answer.at !== "caught");

    const { cause, code } = answer.msg.error;
    assert.equal(code, "key-rate-limited");
    assert.equal(cause.status, 429);
    assert.ok(cause.retryAfter > 0);
    assert.equal(statuses.at(-1), `retry in ${cause.retryAfter} s`);
  });
});

test("the gateway's address may have a path and a slash at its end", async () => {
  const nodes = await load(LOOKUPS, { address: `${url}/v1/`, key });

  assert.equal((await reply(nodes, "video", { payload: subjects.video })).at, "found");
});

test("a key without the scope for watches still looks up", async () => {
  const nodes = await load(LOOKUPS, { address: url, key: lookupKey });

  assert.equal((await reply(nodes, "video", { payload: subjects.video })).at, "found");
});
