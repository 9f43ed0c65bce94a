"use strict";

const Gateway = require("../lib/gateway");

/** Free operations that the editor's forms call. */
const LISTS = ["me", "cadences", "fields", "providers"];

module.exports = (RED) => {
  function GatewayNode(config) {
    RED.nodes.createNode(this, config);
    this.address = config.address;
    let client;
    this.client = () => (client ??= new Gateway(this.address, this.credentials.key));
  }
  RED.nodes.registerType("tiktok-gateway", GatewayNode, { credentials: { key: { type: "password" } } });

  /** Returns the client of a form. A stored key is only sent to the address that it was stored with. */
  function clientOf({ id, address, key }) {
    const [givenAddress, givenKey] = [address, key].map(resolve);
    const node = RED.nodes.getNode(id);
    if (!givenKey && node?.type === "tiktok-gateway" && node.address === givenAddress) {
      return node.client();
    }
    return new Gateway(givenAddress, givenKey);
  }

  /** Replaces `${NAME}` by the environment variable, as Node-RED does when it deploys. */
  function resolve(text) {
    return String(text ?? "").replace(/^\$\{(\S+)\}$/, (match, name) => RED.util.getSetting({}, name) ?? "");
  }

  // A form may have an address that is not deployed yet, so this needs the permission to write.
  RED.httpAdmin.post("/tiktok-gateway/:list", RED.auth.needsPermission("tiktok-gateway.write"), async (request, response) => {
    const { gateway, kind, provider } = request.body ?? {};
    if (!LISTS.includes(request.params.list) || !request.is("application/json") || !gateway) {
      response.sendStatus(400);
      return;
    }
    try {
      response.json(await clientOf(gateway).list(request.params.list, { kind, provider }));
    } catch (error) {
      response.status(502).json({ message: error.message });
    }
  });
};
