/** Names that one file has of another. Make checks them when the app is deployed, or when a user opens a form. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { code, manifest, read } from "./app.mjs";
import { expressions } from "./iml.mjs";

const { components, generalCodeFiles } = manifest;
const ids = (type) => Object.keys(components[type]);
const sorted = (values) => [...new Set(values)].sort();
const all = (type) => Object.entries(components[type]);

/** Returns all texts of a value. */
function texts(value) {
  return typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(texts);
}

/** Returns all names of an interface or a sample, with those of nested collections. */
function interfaceNames(fields, prefix = "") {
  return fields.flatMap(({ name, spec }) => [
    prefix + name,
    ...(Array.isArray(spec) ? interfaceNames(spec, `${prefix}${name}.`) : []),
  ]);
}

function sampleNames(value, prefix = "") {
  if (Array.isArray(value)) {
    return typeof value[0] === "object" ? sampleNames(value[0], prefix) : [];
  }
  return Object.entries(value).flatMap(([name, inner]) => [
    prefix + name,
    ...(inner && typeof inner === "object" ? sampleNames(inner, `${prefix}${name}.`) : []),
  ]);
}

test("each file of the app is named by the manifest, and each named file exists", () => {
  const named = [
    ...Object.values(generalCodeFiles),
    ...Object.values(components).flatMap(Object.values).flatMap(({ codeFiles }) => Object.values(codeFiles)),
  ];
  const existing = readdirSync(new URL("..", import.meta.url), { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(json|md)$/.test(path))
    .filter((path) => !/^(node_modules|test)\//.test(path) && !/^(package|package-lock|makecomapp)\.json$/.test(path));
  assert.deepEqual(existing.sort(), named.sort());
});

test("ids have the form that Make demands", () => {
  for (const id of Object.keys(components).flatMap(ids)) {
    assert.match(id, /^[a-zA-Z][0-9a-zA-Z]{2,63}$/);
  }
});

test("each connection, webhook and procedure that is named exists, and each is named", () => {
  const users = [...all("module"), ...all("webhook"), ...all("rpc")].map(([, component]) => component);
  assert.deepEqual(sorted(users.map(({ connection }) => connection).filter(Boolean)), ids("connection"));
  assert.deepEqual(sorted(users.map(({ webhook }) => webhook).filter(Boolean)), sorted(ids("webhook")));
  const forms = [
    ...ids("module").map((id) => code("module", id, "mappableParams")),
    ...ids("webhook").map((id) => code("webhook", id, "params")),
  ];
  const procedures = texts(forms).filter((text) => text.startsWith("rpc://")).map((text) => text.slice("rpc://".length));
  assert.deepEqual(sorted(procedures), sorted(ids("rpc")));
});

test("each module is in one group", () => {
  const grouped = read(generalCodeFiles.groups).flatMap(({ modules }) => modules);
  assert.deepEqual(grouped.sort(), ids("module").sort());
});

test("each parameter of a form is sent, and each that is sent is in the form", () => {
  const pairs = [
    ...all("module")
      .filter(([, { moduleType }]) => moduleType !== "instant_trigger")
      .map(([id]) => [code("module", id, "mappableParams"), code("module", id, "communication")]),
    ...ids("webhook").map((id) => [code("webhook", id, "params"), code("webhook", id, "attach")]),
    [code("connection", "gateway", "params"), code("connection", "gateway", "communication")],
  ];
  assert.equal(pairs.length, 6);
  for (const [form, communication] of pairs) {
    const used = texts(communication)
      .flatMap(expressions)
      .flatMap((expression) => [...expression.matchAll(/parameters\.(\w+)/g)].map((match) => match[1]));
    assert.deepEqual(sorted(used), sorted(form.map(({ name }) => name)));
  }
});

test("each field of a sample is in the interface", () => {
  for (const id of ids("module")) {
    const names = interfaceNames(code("module", id, "interface"));
    const missing = sampleNames(code("module", id, "samples")).filter((name) => !names.includes(name));
    assert.deepEqual(missing, [], id);
  }
});

test("labels are in title case, triggers begin with Triggers when, and each module has its price", () => {
  for (const [id, { label, description, moduleType }] of all("module")) {
    assert.match(label, /^[A-Z][a-z]+( [A-Z][a-z]+)*$/);
    assert.match(description, /costs? one call to the data provider/, id);
    assert.equal(moduleType === "instant_trigger", description.startsWith("Triggers when"), id);
  }
});

test("each call names its platform, and has the key as header only, hidden in logs", () => {
  for (const path of [generalCodeFiles.base, components.connection.gateway.codeFiles.communication]) {
    const { headers, log, ...rest } = read(path);
    assert.match(headers.Authorization, /^Bearer \{\{(connection|parameters)\.apiKey\}\}$/);
    assert.equal(headers["Request-Source"], "MAKE_DOT_COM");
    assert.deepEqual(log.sanitize, ["request.headers.authorization"]);
    assert.equal(rest.followRedirects, false);
    assert.equal(texts({ ...rest, response: { ...rest.response, data: {} } }).join().includes("apiKey"), false);
  }
  const others = Object.values(components).flatMap(Object.values).flatMap(({ codeFiles }) => Object.values(codeFiles))
    .filter((path) => !path.startsWith("connections/"));
  for (const path of others) {
    assert.equal(readFileSync(new URL(`../${path}`, import.meta.url), "utf8").includes("apiKey"), false, path);
  }
});
