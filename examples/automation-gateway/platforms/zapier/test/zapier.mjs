/** Runs the app as Zapier does. */
import assert from "node:assert/strict";
import zapier from "zapier-platform-core";
import app from "../index.js";
import * as gateway from "../../testing/gateway.mjs";

export { app };

export const run = zapier.createAppTester(app);

/** Returns a bundle of the connection with a key. */
export const bundle = (inputData = {}, { key = gateway.key, url = gateway.url, ...rest } = {}) => ({
  authData: { gatewayUrl: url, apiKey: key },
  inputData,
  ...rest,
});

/** Asserts that a run fails with an error of this name, whose text has no key, and returns what it says. */
export async function fails(promise, name) {
  let failure;
  await assert.rejects(promise, (error) => {
    failure = error;
    return true;
  });
  assert.equal(failure.name, name, failure.stack);
  for (const key of [gateway.key, gateway.limitedKey, gateway.lookupKey, gateway.slowKey, gateway.wrongKey]) {
    assert.ok(!failure.stack.includes(key), "the key is in the error");
  }
  // Errors with more than a text are JSON, and the tester adds a log of the requests to those without a class of Zapier.
  const [first] = failure.message.split("\n");
  try {
    return JSON.parse(failure.message);
  } catch {
    return { message: first };
  }
}

/** Returns the names of a record in Zapier's flat form. */
export function names(value, path = "") {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap((item) => (typeof item === "object" ? names(item, `${path}[]`) : [path])))];
  }
  if (value === null || typeof value !== "object") {
    return [path];
  }
  const prefix = path === "" || path.endsWith("[]") ? path : `${path}__`;
  return Object.entries(value).flatMap(([name, inner]) => names(inner, prefix + name));
}
