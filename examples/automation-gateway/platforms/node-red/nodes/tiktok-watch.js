"use strict";

const { clientOf } = require("../lib/step");
const { failure } = require("../lib/status");
const Watcher = require("../lib/watcher");

/** States by node id. Node-RED drops a node's context at each deploy, unless `contextStorage` is configured. */
const states = new Map();

module.exports = (RED) => {
  // Until all nodes of a deploy are there, events and errors would have no receiver.
  const starts = new Set();
  RED.events.on("flows:started", () => {
    starts.forEach((start) => start());
    starts.clear();
  });

  function Watch(config) {
    RED.nodes.createNode(this, config);
    const sendEvent = ({ label, ...event }) => {
      const named = config.label ? { ...event, label: config.label } : event;
      this.send({ topic: config.label || event.subject?.url, payload: named });
    };

    this.sendSample = async () => {
      const [sample] = await clientOf(RED, config.gateway).list("samples", { kind: config.kind });
      sendEvent(sample);
    };

    let watcher;
    const start = () => {
      try {
        watcher = new Watcher({
          gateway: clientOf(RED, config.gateway),
          nodeId: this.id,
          watch: bodyOf(config),
          memory: memoryOf(this),
          listener: {
            event: sendEvent,
            status: (status) => this.status(status),
            error: (error) => this.error(error, {}),
            warning: (text) => this.warn(text),
          },
        });
        watcher.start();
      } catch (error) {
        this.status(failure(error));
        this.error(error, {});
      }
    };
    starts.add(start);
    this.on("close", async (removed, done) => {
      starts.delete(start);
      await watcher?.stop(removed);
      done();
    });
  }
  RED.nodes.registerType("tiktok-watch", Watch);

  RED.httpAdmin.post("/tiktok-watch/:id/sample", RED.auth.needsPermission("tiktok-watch.write"), async (request, response) => {
    const node = RED.nodes.getNode(request.params.id);
    if (node?.type !== "tiktok-watch") {
      response.sendStatus(404);
      return;
    }
    try {
      await node.sendSample();
      response.sendStatus(204);
    } catch (error) {
      response.status(502).json({ message: error.message });
    }
  });
};

/** Empty settings are left out. */
function bodyOf({ kind, subject, every, watch, minGrowth, events, provider, label }) {
  const body = { kind, subject, every, watch, minGrowth, provider, label };
  const given = Object.entries(body).filter(([, value]) => value);
  return { ...Object.fromEntries(given), ...(events ? { events: events.split(",") } : {}) };
}

function memoryOf(node) {
  const context = node.context();
  return {
    async load() {
      const stored = await new Promise((resolve) => {
        context.get("watch", (error, value) => resolve(error ? undefined : value));
      });
      return states.get(node.id) ?? stored;
    },
    save(state) {
      states.set(node.id, state);
      context.set("watch", state, (error) => error && node.warn(error));
    },
    clear() {
      states.delete(node.id);
      context.set("watch", undefined, () => {});
    },
  };
}
