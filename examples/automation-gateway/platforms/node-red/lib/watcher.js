"use strict";

const { createHash } = require("node:crypto");
const { setTimeout: pause } = require("node:timers/promises");
const { failure, short } = require("./status");

const SEEN = 200;
const LONGEST_LABEL = 200;
const LONGEST_BACKOFF_S = 60;
/** Errors that only a person mends, such as a revoked key, are tried again this seldom. */
const HOPELESS_S = 300;
const DELETE_MS = 10_000;

/**
 * Keeps one watch at the gateway, and reads its events as they happen. The watch outlives deploys and restarts: its id and
 * the position in its stream are remembered, and its label names the node, so a node that has forgotten them finds it.
 */
class Watcher {
  #gateway;
  #watch;
  #fingerprint;
  #memory;
  #listener;
  #stopping = new AbortController();
  #state = {};
  #run;

  /**
   * @param nodeId names the watch, together with its settings
   * @param watch body of the request that creates it; `label` is the user's
   * @param memory `load()`, `save(state)` and `clear()` of `{ id, fingerprint, position, seen }`
   * @param listener `event(event)`, `status(status)`, `error(error)`, `warning(text)`
   */
  constructor({ gateway, nodeId, watch, memory, listener }) {
    this.#gateway = gateway;
    this.#fingerprint = hash(JSON.stringify([gateway.origin, watch]), 8);
    const tag = ` [Node-RED ${hash(nodeId, 12)}.${this.#fingerprint}]`;
    const label = (watch.label ?? "").slice(0, LONGEST_LABEL - tag.length) + tag;
    this.#watch = { ...watch, label: label.trim() };
    this.#memory = memory;
    this.#listener = listener;
  }

  start() {
    this.#run = this.#follow();
  }

  /** Ends the stream. A node that was removed also deletes its watch, which else costs money for ever. */
  async stop(isRemoved) {
    this.#stopping.abort();
    await this.#run;
    if (!isRemoved) {
      return;
    }
    this.#memory.clear();
    const { id } = this.#state;
    if (id) {
      try {
        await this.#gateway.deleteWatch(id, AbortSignal.timeout(DELETE_MS));
      } catch (error) {
        this.#listener.warning(`Watch ${id} is not deleted, and goes on to cost calls. Delete it at the gateway. ${error.message}`);
      }
    }
  }

  async #follow() {
    const { signal } = this.#stopping;
    this.#state = { seen: [], ...(await this.#memory.load()) };
    let failures = 0;
    let reported;
    while (!signal.aborted) {
      let seconds = 1;
      try {
        await this.#requireWatch();
        for await (const block of this.#gateway.events(this.#state.id, this.#state.position, signal)) {
          if (block) {
            this.#take(block);
          } else {
            failures = 0;
            reported = undefined;
            this.#listener.status({ fill: "green", shape: "dot", text: "connected" });
          }
        }
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        // One report for each reason: a gateway that is away for a day is no reason for a thousand messages.
        if (error.message !== reported) {
          reported = error.message;
          this.#listener.error(error);
        }
        this.#forgetAfter(error);
        seconds = secondsAfter(error, failures++);
        this.#listener.status(error.retryable || error.retryAfter ? waiting(seconds, error) : failure(error));
      }
      await pause(seconds * 1000, undefined, { signal }).catch(() => {});
    }
  }

  async #requireWatch() {
    const { signal } = this.#stopping;
    const { id, fingerprint } = this.#state;
    if (id && fingerprint === this.#fingerprint) {
      return;
    }
    this.#listener.status({ fill: "yellow", shape: "ring", text: "connecting" });
    if (id) {
      // The settings have changed.
      await this.#gateway.deleteWatch(id, signal);
    }
    const earlier = await this.#earlierWatch();
    // Events between the creation and the stream are behind position 0. An earlier watch has events that were sent already.
    // A request that creates a watch is not cancelled: its answer has the id, without which nothing could delete it.
    this.#remember(earlier ? { id: earlier.id } : { id: (await this.#gateway.createWatch(this.#watch)).id, position: "0" });
  }

  async #earlierWatch() {
    for await (const watch of this.#gateway.watches(this.#stopping.signal)) {
      if (watch.label === this.#watch.label && watch.state === "active") {
        return watch;
      }
    }
    return undefined;
  }

  #take({ id, data }) {
    const { seen } = this.#state;
    if (data !== "") {
      const event = JSON.parse(data);
      if (!seen.includes(event.id)) {
        seen.push(event.id);
        seen.splice(0, seen.length - SEEN);
        this.#listener.event(event);
      }
    }
    if (id !== undefined) {
      this.#remember({ position: id });
    }
  }

  /** Drops the part of the state that the gateway does not know: the watch, or the position in its stream. */
  #forgetAfter(error) {
    if (error.code === "not-found") {
      this.#remember({ id: undefined, position: undefined });
    } else if (error.status === 400) {
      this.#remember({ position: undefined });
    }
  }

  #remember(change) {
    this.#state = { ...this.#state, ...change, fingerprint: this.#fingerprint };
    this.#memory.save(this.#state);
  }
}

function hash(text, length) {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

function secondsAfter(error, failures) {
  if (error.retryAfter !== undefined) {
    return error.retryAfter;
  }
  if (error.retryable === false && error.code !== "not-found") {
    return HOPELESS_S;
  }
  const longest = Math.min(LONGEST_BACKOFF_S, 2 ** failures);
  return Math.ceil(longest * (0.5 + Math.random() / 2));
}

function waiting(seconds, error) {
  return { fill: "yellow", shape: "ring", text: `waiting ${seconds} s: ${short(error.message)}` };
}

module.exports = Watcher;
