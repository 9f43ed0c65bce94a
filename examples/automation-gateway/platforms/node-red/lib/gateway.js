"use strict";

const GatewayError = require("./gateway-error");
const readEvents = require("./sse");

const SOURCE = "NODE_RED";
const ANSWER_MS = 30_000;
/** The gateway sends a comment each 15 s. */
const SILENCE_MS = 60_000;
const LONGEST_ANSWER = 16 * 1024 * 1024;
const LONGEST_BATCH_MS = 10 * 60_000;
const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** Client of the automation gateway. The key is sent in the Authorization header only, and to no other address. */
class Gateway {
  #origin;
  #key;

  /** @throws GatewayError if address or key cannot be right */
  constructor(address, key) {
    this.#origin = originOf(address);
    if (!/^[\x21-\x7e]+$/.test(key ?? "")) {
      throw new GatewayError("The gateway has no key. Enter the key in the settings of the gateway.", "no-key");
    }
    this.#key = key;
  }

  get origin() {
    return this.#origin;
  }

  /** Returns the JSON of a free list, such as `cadences`. */
  async list(name, query = {}) {
    return (await this.#call("GET", `/v1/${name}`, { query })).json;
  }

  /**
   * Looks a video or creator up.
   *
   * @param options `fields`, `provider` and `fresh`; empty ones are left out
   * @returns `{ record, provider, calls, cost }`; `record` is null, with a `reason`, if it is gone, private or blocked
   */
  async find(kind, subject, options, signal) {
    try {
      const { json, headers } = await this.#call("GET", `/v1/${kind}`, { query: { subject, ...options }, signal });
      const calls = Number(headers.get("tiktok-attempts") ?? 0);
      const cost = headers.get("tiktok-cost") ?? undefined;
      return { record: json, provider: headers.get("tiktok-provider") ?? undefined, calls, cost };
    } catch (error) {
      if (error.code === "not-visible") {
        return { record: null, reason: error.message };
      }
      throw error;
    }
  }

  /** Looks up to 100 subjects up, and returns one item for each, in their order. */
  async findMany(subjects, provider, signal) {
    const body = { subjects, provider: provider || undefined };
    let { json } = await this.#call("POST", "/v1/batches", { query: { wait: 20 }, body, signal });
    const { id, total } = json;
    const end = Date.now() + LONGEST_BATCH_MS;
    while (json.items?.length !== total) {
      if (Date.now() > end) {
        throw new GatewayError(`Batch ${id} is not complete after 10 min. Send fewer subjects.`, "batch-too-slow");
      }
      ({ json } = await this.#call("GET", `/v1/batches/${segment(id)}/results`, { query: { wait: 25 }, signal }));
    }
    return json.items;
  }

  async createWatch(watch, signal) {
    return (await this.#call("POST", "/v1/watches", { body: watch, signal })).json;
  }

  async deleteWatch(id, signal) {
    await this.#call("DELETE", `/v1/watches/${segment(id)}`, { signal });
  }

  /** Yields the watches of the key's caller. */
  async *watches(signal) {
    let cursor;
    do {
      const { json } = await this.#call("GET", "/v1/watches", { query: { limit: 100, cursor }, signal });
      yield* json.items;
      cursor = json.next;
    } while (cursor);
  }

  /**
   * Streams the events of a watch until the gateway ends the stream. The first value is undefined: the stream is open.
   *
   * @param after id of the last block that was read; without it, the stream starts now
   */
  async *events(watchId, after, signal) {
    const silence = new AbortController();
    const stop = () => silence.abort();
    signal.addEventListener("abort", stop);
    const timer = setTimeout(() => silence.abort(new Error(`nothing heard for ${SILENCE_MS / 1000} s`)), SILENCE_MS);
    try {
      const headers = { accept: "text/event-stream", ...(after === undefined ? {} : { "last-event-id": after }) };
      const response = await this.#fetch("GET", `/v1/watches/${segment(watchId)}/events`, { headers, signal: silence.signal });
      yield undefined;
      yield* readEvents(heard(response.body, timer));
    } catch (error) {
      throw error instanceof GatewayError ? error : this.#unreachable(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      silence.abort();
    }
  }

  async #call(method, path, { query, body, signal } = {}) {
    const timeout = AbortSignal.timeout(ANSWER_MS);
    const limit = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      const response = await this.#fetch(method, path, { query, body, signal: limit, headers: {} });
      const text = await bounded(response.body);
      return { json: text === "" ? undefined : JSON.parse(text), headers: response.headers };
    } catch (error) {
      throw error instanceof GatewayError ? error : this.#unreachable(error);
    }
  }

  async #fetch(method, path, { query = {}, body, headers, signal }) {
    const url = new URL(path, this.#origin);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== "" && value !== false) {
        url.searchParams.set(name, value);
      }
    }
    const response = await fetch(url, {
      method,
      signal,
      redirect: "manual",
      headers: {
        accept: "application/json",
        authorization: `Bearer ${this.#key}`,
        "request-source": SOURCE,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
      throw await problemOf(response);
    }
    return response;
  }

  #unreachable(error) {
    const reason = error.name === "TimeoutError" ? "no answer in time" : (error.cause?.code ?? error.cause?.message ?? error.message);
    const remedy = "Check the address of the gateway, and whether it runs.";
    return new GatewayError(`No answer from ${this.#origin}: ${reason}. ${remedy}`, "not-reachable", { retryable: true });
  }
}

/** Passes chunks on, and restarts the timer at each of them. */
async function* heard(chunks, timer) {
  for await (const chunk of chunks) {
    timer.refresh();
    yield chunk;
  }
}

function originOf(address) {
  let url;
  try {
    url = new URL(String(address).trim());
  } catch {
    throw new GatewayError("The gateway's address must be like https://gateway.example.com.", "wrong-address");
  }
  const isLocal = url.protocol === "http:" && LOCAL_HOSTS.includes(url.hostname);
  if (!isLocal && url.protocol !== "https:") {
    throw new GatewayError("The gateway's address must begin with https://; http is for localhost only.", "wrong-address");
  }
  if (url.username || url.password) {
    throw new GatewayError("The gateway's address must have no user and password. Use the key.", "wrong-address");
  }
  return url.origin;
}

function segment(id) {
  return encodeURIComponent(id);
}

async function bounded(body) {
  const chunks = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) {
      throw new Error(`the answer is longer than ${LONGEST_ANSWER} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function problemOf(response) {
  const { status } = response;
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : undefined;
  const text = await bounded(response.body).catch(() => "");
  if (!response.headers.get("content-type")?.includes("problem+json")) {
    const message = `The address of the gateway answered ${status}, but not as a gateway. Check the address, and proxies before it.`;
    return new GatewayError(message, "not-a-gateway", { status, retryAfter, retryable: status >= 500 || status === 429 });
  }
  const { code, detail, retryable, requestId, provider, errors } = JSON.parse(text);
  return new GatewayError(detail, code, { status, retryAfter, retryable, requestId, provider, errors });
}

module.exports = Gateway;
