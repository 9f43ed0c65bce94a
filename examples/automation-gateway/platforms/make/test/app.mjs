/**
 * Ours, not Make's engine: reads the app as Make's editor lays it out, and runs its requests, as Make's public
 * documentation describes them. A directive that the app does not use throws.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { evaluate } from "./iml.mjs";

const ROOT = new URL("..", import.meta.url);

export const read = (path) => JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));
export const manifest = read("makecomapp.json");
const base = read(manifest.generalCodeFiles.base);

/** Returns a code of a component, such as the communication of a module. */
export function code(type, id, name) {
  return read(manifest.components[type][id].codeFiles[name]);
}

/** An error as Make would show it. */
export class MakeError extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
  }
}

/** What Make does with a value that is missing is not documented, so that each of these has to do. */
export const MISSING = { omitted: undefined, null: null, empty: "" };

function onlyKnown(directives, ...known) {
  const other = Object.keys(directives).filter((name) => !known.includes(name));
  assert.deepEqual(other, [], "directives that this test does not run");
}

/** Replaces values that are missing, and drops those that stay so. */
function fill(values, missing) {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, value ?? missing])
      .filter(([, value]) => value !== undefined),
  );
}

function fail(status, error, scope, valid = {}) {
  const specific = error[status] ?? error;
  const type = valid.type ?? specific.type ?? error.type ?? "RuntimeError";
  throw new MakeError(type, evaluate(valid.message ?? specific.message, scope));
}

async function send(request, scope, common, missing) {
  const { url, method = "GET", headers, qs = {}, body } = evaluate(
    { url: request.url, method: request.method, headers: { ...common.headers, ...request.headers },
      qs: request.qs, body: request.body },
    scope,
  );
  const address = new URL(url.startsWith("/") ? evaluate(common.baseUrl, scope) + url : url);
  Object.entries(fill(qs, missing)).forEach(([name, value]) => address.searchParams.set(name, value ?? ""));
  const isFollowed = request.followRedirects ?? common.followRedirects ?? true;
  const response = await fetch(address, {
    method,
    redirect: isFollowed ? "follow" : "manual",
    headers: body ? { ...headers, "content-type": "application/json" } : headers,
    body: body && JSON.stringify(fill(body, missing)),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: isJson ? JSON.parse(text) : text,
  };
}

function bundles({ iterate, output }, scope) {
  if (!iterate) {
    return output === undefined ? [scope.body] : [evaluate(output, scope)];
  }
  return evaluate(iterate, scope).map((item) => evaluate(output, { ...scope, item }));
}

/** Runs one request or a list of them, and returns the result of the last. */
async function communicate(communication, variables, common, missing) {
  const temp = {};
  let result;
  for (const request of [communication].flat()) {
    onlyKnown(request, "url", "method", "headers", "qs", "body", "temp", "condition", "followRedirects", "response", "log");
    const { response = {} } = request;
    onlyKnown(response, "valid", "error", "temp", "iterate", "output", "data", "metadata");
    const scope = { ...variables, temp };
    Object.assign(temp, evaluate(request.temp ?? {}, scope));
    if (!evaluate(request.condition ?? true, scope)) {
      continue;
    }
    if (request.url) {
      Object.assign(scope, await send(request, scope, common, missing));
      const error = { ...common.response?.error, ...response.error };
      if (scope.statusCode >= 400) {
        fail(scope.statusCode, error, scope);
      }
      Object.assign(temp, evaluate(response.temp ?? {}, scope));
      const valid = response.valid ?? { condition: true };
      if (!evaluate(valid.condition, scope)) {
        fail(scope.statusCode, error, scope, valid);
      }
    }
    result = {
      bundles: bundles(response, scope),
      data: evaluate(response.data ?? {}, scope),
      metadata: evaluate(response.metadata ?? {}, scope),
    };
  }
  return result;
}

/** Checks values as a form of Make does. */
function checkForm(form, values) {
  for (const { name, required, validate } of form) {
    const value = values[name];
    if (required && (value === undefined || value.length === 0)) {
      throw new MakeError("BundleValidationError", `${name} is required`);
    }
    if (validate?.pattern && value && !new RegExp(validate.pattern).test(value)) {
      throw new MakeError("BundleValidationError", `${name} has a wrong form`);
    }
  }
  const names = form.map(({ name }) => name);
  assert.deepEqual(Object.keys(values).filter((name) => !names.includes(name)), [], "parameters that the form lacks");
}

/** Creates a connection with the test of its form, and returns it with its label. */
export async function connect(parameters) {
  checkForm(code("connection", "gateway", "params"), parameters);
  const { data, metadata } = await communicate(code("connection", "gateway", "communication"), { parameters }, {});
  return { data, label: metadata.value };
}

/** The app with a connection. */
export function appOf(connection, missing = MISSING.omitted) {
  const run = (communication, variables) =>
    communicate(communication, { ...variables, connection: connection.data }, base, missing);
  return {
    /** Runs a module, and returns its bundles. */
    async run(module, parameters) {
      checkForm(code("module", module, "mappableParams"), parameters);
      return (await run(code("module", module, "communication"), { parameters })).bundles;
    },
    /** Returns the options of a dropdown, as the user sees them. */
    async options(type, id, form, name, parameters = {}) {
      const { options } = code(type, id, form).find((parameter) => parameter.name === name);
      const procedure = options.replace(/^rpc:\/\//, "");
      return (await run(code("rpc", procedure, "communication"), { parameters })).bundles;
    },
    /** Creates the webhook of a trigger, and returns its data. */
    async attach(webhook, parameters, url) {
      checkForm(code("webhook", webhook, "params"), parameters);
      const address = { id: 1, url };
      return (await run(code("webhook", webhook, "attach"), { parameters, webhook: address })).data;
    },
    /** Deletes it. */
    detach: (webhook, data) => run(code("webhook", webhook, "detach"), { webhook: data }),
    /** Returns the bundle of a received call. */
    receive(webhook, { headers, body }) {
      const communication = code("webhook", webhook, "communication");
      onlyKnown(communication, "output");
      return evaluate(communication.output, { headers, body: JSON.parse(body) });
    },
  };
}
