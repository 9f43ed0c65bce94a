/** Loads nodes into a Node-RED runtime of the test helper. */
import { createRequire } from "node:module";
import { eventually, key, url } from "../../testing/gateway.mjs";

const require = createRequire(import.meta.url);

/** The runtime; one for each process. */
export const helper = require("node-red-node-test-helper");
helper.init(require.resolve("node-red"));

/** Without a place, Node-RED takes a node for a configuration. */
const PLACE = { z: "flow", x: 0, y: 0 };

/** Loads a gateway node, nodes that use it, and a Catch node. `received` has the messages of all helper nodes. */
export async function load(nodes, gateway = { address: url, key }) {
  const flow = [
    { id: "flow", type: "tab" },
    { id: "gateway", type: "tiktok-gateway", address: gateway.address },
    ...nodes.map((node) => ({ gateway: "gateway", ...node, ...PLACE })),
    { id: "failures", type: "catch", wires: [["caught"]], ...PLACE },
    { id: "caught", type: "helper", ...PLACE },
  ];
  const types = [...new Set(flow.map(({ type }) => type))].filter((type) => type.startsWith("tiktok-"));
  const modules = types.map((type) => require(`../nodes/${type}.js`));
  await helper.load([...modules, require("@node-red/nodes/core/common/25-catch.js")], flow, { gateway: { key: gateway.key } });
  const loaded = Object.fromEntries(flow.map(({ id }) => [id, helper.getNode(id)]));
  const received = [];
  flow
    .filter(({ type }) => type === "helper")
    .forEach(({ id }) => loaded[id].on("input", (msg) => received.push({ at: id, msg })));
  return { ...loaded, received };
}

/** Sends a message to a node, and returns the next one that a helper node receives: `{ at, msg }`. */
export async function reply(flow, to, msg) {
  const count = flow.received.length;
  flow[to].receive(msg);
  return eventually("an answer of the node", () => flow.received[count]);
}
