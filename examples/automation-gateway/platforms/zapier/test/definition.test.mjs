import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import zapier from "zapier-platform-core";
import schema from "zapier-platform-schema";
import { app, names } from "./zapier.mjs";

const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");

const packageJson = JSON.parse(read("package.json"));

/** Returns the definition as Zapier stores it: without functions. */
const definition = async () => (await zapier.createAppHandler(app)({ command: "definition" })).results;

const errors = (candidate) => schema.validateAppDefinition(candidate).errors.map(({ stack }) => stack);

const visible = () =>
  Object.values({ ...app.triggers, ...app.searches }).filter(({ display }) => !display.hidden);

test("Zapier's validator accepts the app", async () => {
  const candidate = await definition();
  assert.deepEqual(errors(candidate), []);
  assert.deepEqual((await zapier.createAppHandler(app)({ command: "validate" })).results, []);
  assert.equal(candidate.triggers.videoChanged.operation.perform, "$func$2$f$");
});

test("the same validator refuses what is wrong", async () => {
  const wrong = [
    ["no noun", (candidate) => delete candidate.triggers.videoChanged.noun],
    ["unknown type of a field", (candidate) => (candidate.searches.findVideo.operation.inputFields[0].type = "link")],
    ["hook without a perform", (candidate) => delete candidate.triggers.creatorChanged.operation.perform],
    ["unknown property", (candidate) => (candidate.searches.lookUpMany.display.price = "free")],
    ["two inputs of one name", ({ searches }) => (searches.findCreator.operation.inputFields[1].key = "subject")],
    ["wrong version", (candidate) => (candidate.version = "one")],
  ];
  for (const [what, spoil] of wrong) {
    const candidate = await definition();
    spoil(candidate);
    assert.notDeepEqual(errors(candidate), [], what);
  }
});

test("the app has the five steps", () => {
  assert.deepEqual(
    visible().map(({ display }) => display.label),
    ["Video Changed", "Creator Changed", "Find Video", "Find Creator", "Look Up Many"],
  );
});

test("each step says its price, each input has help, and each trigger says when it triggers", () => {
  for (const { display, operation } of visible()) {
    assert.match(display.description, /cost/);
    assert.match(display.description, operation.type === "hook" ? /^Triggers when / : /^Finds /);
    for (const { key, label, helpText } of operation.inputFields) {
      assert.match(label, /^[A-Z]/, key);
      assert.match(helpText, /\.$/, key);
    }
  }
});

test("each dropdown is filled by a hidden trigger, and each hidden trigger fills one", () => {
  const dropdowns = visible().flatMap(({ operation }) => operation.inputFields.map(({ dynamic }) => dynamic));
  const used = new Set(dropdowns.filter(Boolean).map((dynamic) => dynamic.split(".")[0]));
  const hidden = Object.values(app.triggers).filter(({ display }) => display.hidden);
  assert.deepEqual([...used].sort(), hidden.map(({ key }) => key).sort());
});

test("each step has a sample, whose names are output fields", () => {
  for (const { key, operation } of visible()) {
    assert.ok(Object.keys(operation.sample).length > 3, key);
    const outputs = new Set(operation.outputFields.map((field) => field.key));
    const empty = Object.entries(operation.sample.video ?? operation.sample)
      .filter(([, value]) => Array.isArray(value) && value.length === 0)
      .map(([name]) => name);
    assert.deepEqual(names(operation.sample).filter((name) => !outputs.has(name) && !empty.includes(name)), [], key);
  }
});

test("the app runs on the platform that is pinned, and its key is not shown", () => {
  assert.equal(app.version, packageJson.version);
  assert.equal(app.platformVersion, packageJson.dependencies["zapier-platform-core"]);
  const [address, key] = app.authentication.fields;
  assert.equal(address.isNoSecret, true);
  assert.equal(key.type, "password");
});

test("Zapier's build gets the files that it overlooks", () => {
  // Node 22 takes the condition module-sync of a package's exports, which the build does not know.
  const overlooked = readdirSync(new URL("../node_modules", import.meta.url))
    .filter((name) => !/^[.@]/.test(name) && read(`node_modules/${name}/package.json`).includes('"module-sync"'))
    .map((name) => `node_modules/${name}/`);
  assert.deepEqual(JSON.parse(read(".zapierapprc")).includeInBuild, overlooked);
});
