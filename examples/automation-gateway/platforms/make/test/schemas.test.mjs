/** The files of the app, by the schemas of Make's editor extension. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { manifest, read } from "./app.mjs";

const folder = join(process.env.PLATFORM_SCHEMAS ?? "no PLATFORM_SCHEMAS", "make");
const skip = existsSync(folder) ? false : `NOT TESTED: Make's schemas are not in ${folder}`;
if (skip) {
  console.error(skip);
}

const SCHEMA_OF_CODE = {
  communication: "api.json",
  attach: "api.json",
  detach: "api.json",
  params: "parameters.json",
  staticParams: "parameters.json",
  mappableParams: "parameters.json",
  interface: "parameters.json",
  samples: "samples.json",
};

/** The schemas give their definitions ids such as #url, which are anchors and no addresses. */
function withoutAnchors(value) {
  if (value && typeof value === "object") {
    if (typeof value.$id === "string" && value.$id.startsWith("#")) {
      delete value.$id;
    }
    Object.values(value).forEach(withoutAnchors);
  }
  return value;
}

const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true });
if (!skip) {
  for (const name of readdirSync(folder)) {
    ajv.addSchema(withoutAnchors(JSON.parse(readFileSync(join(folder, name), "utf8"))), name);
  }
}

function errors(schema, content) {
  const validate = ajv.getSchema(schema);
  return validate(content) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Path and schema of each file. */
function files() {
  const { base, common, groups } = manifest.generalCodeFiles;
  const codes = Object.values(manifest.components)
    .flatMap((components) => Object.values(components))
    .flatMap(({ codeFiles }) => Object.entries(codeFiles))
    .map(([name, path]) => [path, SCHEMA_OF_CODE[name]]);
  return [
    ["makecomapp.json", "makecomapp.schema.json"],
    [base, "base.json"],
    [common, "common.json"],
    [groups, "groups.json"],
    ...codes,
  ];
}

test("each file is valid by the schema that Make's editor has for it", { skip }, () => {
  const wrong = files().flatMap(([path, schema]) => errors(schema, read(path)).map((error) => `${path} ${error}`));
  assert.ok(files().length > 50);
  assert.deepEqual(wrong, []);
});

test("the manifest with an origin of the guide is valid", { skip }, () => {
  const guide = readFileSync(new URL("../../../../../docs/guides/platforms/make.md", import.meta.url), "utf8");
  const [, origins] = /```json\n\{?\s*"origins": (\[[^`]*\])/.exec(guide);
  assert.deepEqual(errors("makecomapp.schema.json", { ...manifest, origins: JSON.parse(origins) }), []);
});

test("the schemas refuse a wrong key and a wrong type in each kind of file", { skip }, () => {
  const broken = {
    "makecomapp.schema.json": (content) => ({ ...content, fileVersion: "1" }),
    "base.json": (content) => ({ ...content, basUrl: "" }),
    "groups.json": (content) => [{ ...content[0], modules: "findVideo" }],
    "api.json": (content) => ({ ...[content].flat()[0], url: 1 }),
    "parameters.json": (content) => [{ ...content[0], type: "texts", name: "x" }],
  };
  for (const [schema, breaks] of Object.entries(broken)) {
    const [path] = files().find((file) => file[1] === schema);
    assert.deepEqual(errors(schema, read(path)), []);
    assert.notDeepEqual(errors(schema, breaks(read(path))), [], schema);
  }
  assert.notDeepEqual(errors("api.json", { url: "/v1/me", respons: {} }), []);
  assert.notDeepEqual(errors("parameters.json", [{ name: "x", type: "text", lable: "X" }]), []);
  assert.notDeepEqual(errors("api.json", { url: "/v1/me", response: { error: { message: "m", type: "Error404" } } }), []);
});
