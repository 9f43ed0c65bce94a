"use strict";

const { failure } = require("./status");

/**
 * Registers a node that calls the gateway for each message.
 *
 * @param property setting with the subject or the subjects, a typed input
 * @param run called with `{ config, gateway, input, msg, send, signal }`; returns the status that the node then shows
 */
function registerStep(RED, type, property, run) {
  function Step(config) {
    RED.nodes.createNode(this, config);
    const stopping = new AbortController();
    const { signal } = stopping;
    this.on("input", async (msg, send, done) => {
      this.status({ fill: "blue", shape: "dot", text: "looking up" });
      try {
        const gateway = clientOf(RED, config.gateway);
        const input = await evaluate(RED, this, config[property], config[`${property}Type`], msg);
        this.status(await run({ config, gateway, input, msg, send, signal }));
        done();
      } catch (error) {
        if (signal.aborted) {
          done();
          return;
        }
        this.status(failure(error));
        done(error);
      }
    });
    this.on("close", () => stopping.abort());
  }
  RED.nodes.registerType(type, Step);
}

/** Returns the client of a gateway node. Throws if the node is missing or its settings are wrong. */
function clientOf(RED, id) {
  const node = RED.nodes.getNode(id);
  if (!node) {
    throw new Error("No gateway is selected, or it is disabled. Open the node and select one.");
  }
  return node.client();
}

function evaluate(RED, node, value, type, msg) {
  return new Promise((resolve, reject) => {
    RED.util.evaluateNodeProperty(value, type, node, msg, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

module.exports = { registerStep, clientOf };
