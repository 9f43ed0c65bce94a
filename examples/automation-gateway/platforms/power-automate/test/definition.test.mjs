import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import Draft04 from "ajv-draft-04";
import Ajv from "ajv";
import { call } from "../../testing/gateway.mjs";
import { definition, fields, find, folder, operations, policies, properties, route } from "./connector.mjs";

const schemas = process.env.PLATFORM_SCHEMAS;
const skip = schemas ? false : "PLATFORM_SCHEMAS IS NOT SET: THE FILES WERE NOT VALIDATED BY MICROSOFT'S SCHEMAS";

/** Reads a schema of Microsoft, which may have comments. */
function schema(name) {
  const text = readFileSync(path.join(schemas, "power-automate", name), "utf8");
  return JSON.parse(text.replace(/("(?:\\.|[^"\\])*")|\/\/.*$/gm, (_, string) => string ?? ""));
}

function definitionValidator() {
  return new Draft04({ strict: false, validateFormats: false, allErrors: true }).compile(schema("apiDefinition.schema.json"));
}

function propertiesValidator() {
  const { id, ...rest } = schema("apiProperties.schema.json");
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return ajv.compile({ ...rest, $schema: "http://json-schema.org/draft-07/schema#" });
}

test("Microsoft's schema accepts the definition, and refuses a trigger that fires twice", { skip }, () => {
  const validate = definitionValidator();
  assert.ok(validate(definition), JSON.stringify(validate.errors, null, 2));

  const wrong = structuredClone(definition);
  wrong.paths["/v1/watches/video"].post["x-ms-trigger"] = "twice";
  assert.equal(validate(wrong), false);
  assert.ok(validate.errors.some(({ instancePath }) => instancePath.endsWith("/x-ms-trigger")));
});

test("Microsoft's schema accepts the properties, and refuses a policy that does not exist", { skip }, () => {
  const validate = propertiesValidator();
  assert.ok(validate({ properties }), JSON.stringify(validate.errors, null, 2));

  const wrong = structuredClone(properties);
  wrong.policyTemplateInstances[0].templateId = "nosuchpolicy";
  assert.equal(validate({ properties: wrong }), false);
});

test("summaries are in sentence case, titles in title case, and descriptions are sentences", () => {
  const texts = { summary: [], title: [], description: [] };
  const collect = (node) => {
    for (const [name, value] of Object.entries(node)) {
      if (name === "summary" && typeof value === "string") texts.summary.push(value);
      if (name === "x-ms-summary") texts.title.push(value);
      if (name === "description" && typeof value === "string") texts.description.push(value);
      if (value && typeof value === "object") collect(value);
    }
  };
  collect(definition);
  assert.ok(texts.summary.length >= operations.length && texts.title.length > 100 && texts.description.length > 100);
  const small = ["a", "an", "at", "in", "of", "per", "the", "to"];
  for (const summary of texts.summary) {
    assert.match(summary, /^[A-Z][^A-Z]*[^.]$/, "sentence case");
  }
  for (const title of texts.title) {
    assert.ok(
      title.split(" ").every((word, index) => (index > 0 && small.includes(word)) || /^[A-Z]/.test(word)),
      `title case: ${title}`,
    );
  }
  for (const description of texts.description) {
    assert.match(description, /^[A-Z][^]*\.$/, "sentence");
  }
});

test("the steps have the names and texts that the certification asks for", () => {
  for (const id of ["FindVideo", "FindCreator", "LookUpMany", "VideoChanged", "CreatorChanged"]) {
    const { operation } = find(id);
    assert.match(operation.description, /\$0\.006|costs one call/, "price");
    assert.notEqual(operation.description, operation.summary);
    for (const field of fields(operation).filter((candidate) => candidate["x-ms-visibility"] !== "internal")) {
      assert.ok(field["x-ms-summary"] && field.description, `${id} ${field.name}`);
    }
  }
  assert.match(find("VideoChanged").operation.description, /^Triggers when/);
  assert.match(find("CreatorChanged").operation.description, /^Triggers when/);
  assert.ok(definition.info.title.length <= 30 && !/api|connector/i.test(definition.info.title));
});

test("fields that are hidden and have a value are required, because the platform drops others", () => {
  const hidden = operations
    .flatMap(({ operation }) => fields(operation))
    .filter((field) => field["x-ms-visibility"] === "internal");
  assert.ok(hidden.length > 0);
  for (const field of hidden) {
    assert.equal(field.required, true, field.name);
    assert.ok("default" in field || field["x-ms-notification-url"], field.name);
  }
});

test("each answer has a type, but the default one has none", () => {
  for (const { operation } of operations) {
    for (const [status, response] of Object.entries(operation.responses)) {
      assert.equal(
        response.schema !== undefined,
        status !== "default" && status !== "204",
        `${operation.operationId} ${status}`,
      );
    }
  }
  assert.ok(find("GetLookUpManyResults").operation.responses[404].schema);
});

test("triggers have a notification, its address, and a Location that can be deleted", () => {
  const triggers = operations.filter(({ operation }) => operation["x-ms-trigger"]);
  assert.deepEqual(
    triggers.map(({ operation }) => operation.operationId),
    ["VideoChanged", "CreatorChanged"],
  );
  for (const { item, operation } of triggers) {
    assert.equal(operation["x-ms-trigger"], "single");
    assert.ok(item["x-ms-notification-content"].schema.$ref);
    assert.equal(fields(operation).filter((field) => field["x-ms-notification-url"]).length, 1);
    assert.equal(operation.responses[201].headers.Location.type, "string");
  }
  assert.equal(find("Unsubscribe").method, "delete");
});

test("each operation is one of the API, after its route, with parameters that the API has", async () => {
  const { body: api } = await call("/openapi.json");
  const resolve = (node) =>
    node.$ref
      ? node.$ref
          .slice(2)
          .split("/")
          .reduce((found, name) => found[name], api)
      : node;
  for (const { operation } of operations) {
    const target = route(operation.operationId);
    const item = api.paths[target.path];
    const real = item?.[target.method];
    assert.ok(real, `${operation.operationId}: ${target.method} ${target.path}`);
    const parameters = [...(item.parameters ?? []), ...(real.parameters ?? [])].map((parameter) => resolve(parameter).name);
    const body = resolve(real.requestBody?.content["application/json"].schema ?? {});
    for (const field of fields(operation)) {
      const names = field.in === "body" ? Object.keys(body.properties) : parameters;
      assert.ok(names.includes(field.name), `${operation.operationId} ${field.name}`);
    }
  }
  const named = properties.policyTemplateInstances.flatMap(
    ({ parameters }) => parameters["x-ms-apimTemplate-operationName"] ?? [],
  );
  assert.equal(named.length, 4);
  named.forEach(find);
});

test("lists of choices have fields that their operations return", () => {
  const dynamic = operations
    .flatMap(({ operation }) => fields(operation))
    .filter((field) => field["x-ms-dynamic-list"]);
  assert.deepEqual(new Set(dynamic.map(({ name }) => name)), new Set(["fields", "provider", "every", "watch", "watchId"]));
  for (const { "x-ms-dynamic-list": list } of dynamic) {
    const { operation } = find(list.operationId);
    const answer = definition.definitions[operation.responses[200].schema.$ref.split("/").pop()];
    const item = (list.itemsPath ? answer.properties[list.itemsPath] : answer).items;
    assert.ok(item.properties[list.itemValuePath] && item.properties[list.itemTitlePath]);
    const names = fields(operation).map(({ name }) => name);
    Object.keys(list.parameters).forEach((name) => assert.ok(names.includes(name), name));
  }
});

test("the key is a password, and is sent as the header Authorization only", () => {
  assert.equal(properties.connectionParameters.gatewayKey.type, "securestring");
  const uses = properties.policyTemplateInstances.filter((policy) => JSON.stringify(policy).includes("gatewayKey"));
  assert.equal(uses.length, 1);
  assert.equal(uses[0].parameters["x-ms-apimTemplateParameter.name"], "Authorization");
  assert.equal(JSON.stringify(definition).includes("gatewayKey"), false);
  assert.match(policies("FindVideo")[0].get("urlTemplate"), /^https:\/\//);
});

test("the icon is a square PNG of a size that the platform takes", () => {
  const icon = readFileSync(new URL("icon.png", folder));
  assert.equal(icon.subarray(1, 4).toString(), "PNG");
  const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
  assert.ok(width === height && width >= 100 && width <= 230 && icon.length < 1_000_000);
});
