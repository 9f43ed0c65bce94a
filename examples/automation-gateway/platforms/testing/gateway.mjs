/** The running gateway of a test; PlatformsRun sets its address and keys. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set. PlatformsRun sets it: see the README of this folder.`);
  }
  return value;
}

export const url = required("GATEWAY_URL");

/** A key without limits that matter, whose least cadence is 10 s. */
export const key = required("GATEWAY_KEY");

/** A key that is rate limited after its first request of a minute. */
export const limitedKey = required("GATEWAY_LIMITED_KEY");

/** A key without the scope for watches. */
export const lookupKey = required("GATEWAY_LOOKUP_KEY");

/** A key whose least cadence is 1 h. */
export const slowKey = process.env.GATEWAY_SLOW_KEY;

export const wrongKey = "ttg_wrong_wrongwrongwrongwrongwrongwrong";

/** Subjects with known answers. */
export const subjects = {
  video: "7311111111111111111",
  creator: "@some.cook",
  missing: "7000000000000000404",
  /** The provider's answer is a proxy's HTML page: 502. */
  failing: "7000000000000000502",
  growingVideo: "https://www.tiktok.com/@growing.fast/video/7000000000000000020",
  growingCreator: "@growing.fast",
  wrong: "no link at all",
};

/** Longer than anything takes on a busy machine. */
export const PATIENCE_MS = 120_000;

/** Calls the gateway without the connector, and returns status and JSON. */
export async function call(path, options = {}) {
  const response = await fetch(url + path, {
    ...options,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...options.headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

/** Waits until a condition returns something true, and returns that. */
export async function eventually(what, condition) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const result = await condition();
    if (result) {
      return result;
    }
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await delay(200);
  }
}

/** Returns the paid calls of the key. */
async function usedCalls() {
  return (await call("/v1/me")).body.budget.used;
}

/** Asserts that no watch is left, and waits until no call was paid for longer than a cadence of 10 s. */
export async function assertNoMoreCalls() {
  assert.deepEqual((await call("/v1/watches")).body.items, []);
  let used = await usedCalls();
  let since = Date.now();
  await eventually("no paid call for 13 s", async () => {
    const now = await usedCalls();
    if (now !== used) {
      used = now;
      since = Date.now();
    }
    return Date.now() - since > 13_000;
  });
}
