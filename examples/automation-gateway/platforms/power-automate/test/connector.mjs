/** The files of the connector, and the parts of Power Automate that use them. The latter are ours, not Microsoft's. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import { key, url } from "../../testing/gateway.mjs";

export const folder = new URL("../", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
export const definition = read("apiDefinition.swagger.json");
export const properties = read("apiProperties.json").properties;

const HOST = "tiktok.example.com";
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema({ id: "connector", definitions: definition.definitions });

/** All operations, with path and method. */
export const operations = Object.entries(definition.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => !method.startsWith("x-"))
    .map(([method, operation]) => ({ path, method, item, operation })),
);

export function find(operationId) {
  const found = operations.find(({ operation }) => operation.operationId === operationId);
  assert.ok(found, `the definition has no operation ${operationId}`);
  return found;
}

/** Fields of a form: parameters, and properties of the body. */
export function fields(operation) {
  return operation.parameters.flatMap((parameter) =>
    parameter.in !== "body"
      ? [parameter]
      : Object.entries(parameter.schema.properties).map(([name, schema]) => ({
          ...schema,
          name,
          in: "body",
          required: parameter.schema.required.includes(name),
        })),
  );
}

/** Policies of an operation, in their order. */
export function policies(operationId) {
  return properties.policyTemplateInstances
    .map(({ templateId, parameters }) => ({
      templateId,
      operations: parameters["x-ms-apimTemplate-operationName"],
      get: (name) => parameters[`x-ms-apimTemplateParameter.${name}`],
    }))
    .filter((policy) => !policy.operations || policy.operations.includes(operationId));
}

/** Path and method after the policies. */
export function route(operationId) {
  const { path, method } = find(operationId);
  const policy = policies(operationId).find(({ templateId }) => templateId === "routerequesttoendpoint");
  return { path: policy ? policy.get("newPath") : path, method };
}

/** The names that a value has and its schema does not. */
export function undescribed(value, schema, path = "") {
  const resolved = schema.$ref ? definition.definitions[schema.$ref.split("/").pop()] : schema;
  if (Array.isArray(value)) {
    return value.flatMap((item) => undescribed(item, resolved.items, `${path}[]`));
  }
  if (value === null || typeof value !== "object") {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    resolved.properties?.[name]
      ? undescribed(inner, resolved.properties[name], `${path}.${name}`)
      : [`${path}.${name}`],
  );
}

/** Asserts that a value is what a schema of the definition promises. The platform fails a step whose answer is not. */
export function assertDescribed(value, schema) {
  const validate = ajv.compile(schema.$ref ? { $ref: `connector${schema.$ref}` } : schema);
  assert.ok(validate(value), ajv.errorsText(validate.errors));
  assert.deepEqual(undescribed(value, schema), []);
}

/** A step that the platform marks as failed. */
export class StepFailed extends Error {
  constructor(answer) {
    super(`${answer.status}: ${answer.body?.detail}`);
    this.answer = answer;
  }
}

/** A connection, as its form makes it. */
export class Connection {
  #values;

  constructor(gatewayKey = key) {
    this.#values = { gatewayHost: HOST, gatewayKey };
  }

  #text(template) {
    return template.replace(/@connectionParameters\('(\w+)'\)/g, (_, name) => {
      assert.ok(name in this.#values, `no connection parameter ${name}`);
      return this.#values[name];
    });
  }

  /** Runs an action with the fields of its form. Throws StepFailed for a status of 400 and more. */
  async run(operationId, inputs = {}) {
    const { operation } = find(operationId);
    const query = new URLSearchParams();
    const headers = {};
    const body = {};
    let { path, method } = route(operationId);
    const known = fields(operation);
    assert.deepEqual(
      Object.keys(inputs).filter((name) => !known.some((field) => field.name === name)),
      [],
      "inputs without a field",
    );
    for (const field of known) {
      // The platform sends a hidden field only if it is required, with its default.
      const isHidden = field["x-ms-visibility"] === "internal" && !field["x-ms-notification-url"];
      const value = isHidden && field.required ? field.default : inputs[field.name];
      if (value === undefined) {
        assert.ok(!field.required, `${field.name} is required`);
        continue;
      }
      assert.equal(jsonType(value), field.type === "integer" ? "number" : field.type, field.name);
      if (field.in === "path") {
        path = path.replace(`{${field.name}}`, encodeURIComponent(value));
      } else if (field.in === "query") {
        query.set(field.name, value);
      } else {
        body[field.name] = value;
      }
    }
    let origin;
    for (const policy of policies(operationId)) {
      if (policy.templateId === "dynamichosturl") {
        origin = this.#text(policy.get("urlTemplate"));
      } else if (policy.templateId === "setheader") {
        headers[policy.get("name")] = this.#text(policy.get("value"));
      } else {
        assert.equal(policy.templateId, "routerequesttoendpoint");
      }
    }
    const hasBody = operation.parameters.some((parameter) => parameter.in === "body");
    const text = query.size > 0 ? `${path}?${query}` : path;
    return this.#send(operation, origin + text, {
      method: method.toUpperCase(),
      headers: hasBody ? { ...headers, "content-type": "application/json" } : headers,
      body: hasBody ? JSON.stringify(body) : undefined,
      redirect: "manual",
    });
  }

  async #send(operation, address, options) {
    assert.ok(address.startsWith(`https://${HOST}/`), address);
    const response = await fetch(address.replace(`https://${HOST}`, url), options);
    const text = await response.text();
    const answer = {
      status: response.status,
      headers: response.headers,
      body: text ? JSON.parse(text) : undefined,
    };
    const documented = operation.responses[answer.status];
    assert.ok(documented, `${operation.operationId} does not document ${answer.status}: ${text}`);
    assert.equal(documented.schema !== undefined, answer.body !== undefined);
    if (documented.schema) {
      assertDescribed(answer.body, documented.schema);
    }
    if (answer.status >= 400) {
      throw new StepFailed(answer);
    }
    // The platform follows the Location of a 202 by itself, without the key.
    assert.ok(!(answer.status === 202 && answer.headers.has("location")), "202 with a Location");
    return answer;
  }

  /** The list of choices of a field, by the extension of the new designer and by that of the classic one. */
  async choices(operationId, name, inputs = {}) {
    const field = fields(find(operationId).operation).find((candidate) => candidate.name === name);
    const list = field["x-ms-dynamic-list"];
    const classic = field["x-ms-dynamic-values"];
    const ofList = await this.#choices(
      list,
      ({ value, parameterReference }) => value ?? inputs[parameterReference.split("/").pop()],
      [list.itemsPath, list.itemValuePath, list.itemTitlePath],
    );
    const ofClassic = await this.#choices(
      classic,
      (value) => (value.parameter ? inputs[value.parameter] : value),
      [classic["value-collection"], classic["value-path"], classic["value-title"]],
    );
    assert.deepEqual(ofList, ofClassic);
    return ofList;
  }

  async #choices({ operationId, parameters }, valueOf, [collection, value, title]) {
    const values = Object.entries(parameters)
      .map(([name, parameter]) => [name, valueOf(parameter)])
      .filter(([, given]) => given !== undefined);
    const { body } = await this.run(operationId, Object.fromEntries(values));
    return (collection ? body[collection] : body).map((item) => ({ value: item[value], title: item[title] }));
  }

  /** Turns a flow on. Returns the address at which the platform ends the subscription, and the answer. */
  async subscribe(operationId, inputs, flowUrl) {
    const { operation } = find(operationId);
    const callback = fields(operation).find((field) => field["x-ms-notification-url"]);
    const answer = await this.run(operationId, { ...inputs, [callback.name]: flowUrl });
    assert.equal(answer.status, 201);
    return { location: answer.headers.get("location"), answer };
  }
}

/** Turns a flow off. The platform sends no key to an address that is not its own. */
export async function unsubscribe(location) {
  const response = await fetch(location, { method: "DELETE", redirect: "manual" });
  return response.status;
}

function jsonType(value) {
  return Array.isArray(value) ? "array" : typeof value;
}
