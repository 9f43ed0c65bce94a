import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

for (const type of ["tiktok-video", "tiktok-creator", "tiktok-many", "tiktok-watch"]) {
  test(`the form of ${type} has a row for each input of its step, and no other text`, async () => {
    const read = (path) => readFile(new URL(`../nodes/${path}`, import.meta.url), "utf8");
    const texts = JSON.parse(await read(`locales/en-US/${type}.json`));
    const html = await read(`${type}.html`);

    const rows = [...html.matchAll(/<label for="node-input-(\w+)"/g)].map(([, name]) => name);
    assert.deepEqual(rows.filter((name) => name !== "name" && name !== "gateway").sort(), Object.keys(texts.label).sort());
    const keys = [...html.matchAll(/(?:"|;)(?:\[\w+\])?((?:label|help|placeholder)\.\w+)/g)].map(([, key]) => key);
    assert.ok(keys.length > 0);
    const missing = keys.filter((key) => key.split(".").reduce((node, name) => node?.[name], texts) === undefined);
    assert.deepEqual(missing, []);
  });
}
