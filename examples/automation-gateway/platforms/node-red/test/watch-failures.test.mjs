import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { eventually, key, lookupKey, subjects, url, wrongKey } from "../../testing/gateway.mjs";
import { helper, load } from "./flow.mjs";

const WATCH = { id: "watch", type: "tiktok-watch", kind: "user", subject: subjects.creator, every: "PT1H" };

before(() => new Promise((resolve) => helper.startServer(resolve)));
after(() => new Promise((resolve) => helper.stopServer(resolve)));
afterEach(() => helper.unload());

const FAILURES = [
  ["a wrong key", { key: wrongKey }, {}, 401, /key is unknown or revoked/],
  ["a key without the scope for watches", { key: lookupKey }, {}, 403, /scope watch/],
  ["a bad subject", { key }, { subject: subjects.wrong }, 400, /is refused/],
  ["a cadence below the least one", { key }, { every: "PT1S" }, 400, /from 10 seconds/],
  ["a gateway without a key", { key: "" }, {}, undefined, /has no key/],
];
for (const [what, gateway, settings, status, message] of FAILURES) {
  test(`a watch with ${what} reports it to the Catch node and by its status`, async () => {
    const flow = await load([{ ...WATCH, ...settings }], { address: url, ...gateway });

    const error = await eventually("a failure", () => flow.received.find(({ at }) => at === "caught")?.msg.error);

    assert.equal(error.cause.status, status);
    assert.match(error.message, message);
    const { args } = await eventually("a status", () => flow.watch.status.lastCall);
    assert.equal(args[0].fill, "red");
    assert.match(args[0].text, /^error: /);
  });
}
