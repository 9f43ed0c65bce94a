"use strict";

const GatewayError = require("../lib/gateway-error");
const { registerStep } = require("../lib/step");

module.exports = (RED) => {
  registerStep(RED, "tiktok-many", "subjects", async ({ config, gateway, input, msg, send, signal }) => {
    const subjects = listOf(input);
    const items = await gateway.findMany(subjects, config.provider, signal);
    const found = items.filter((item) => item.status === 200).length;
    msg.payload = items.map((item) => ({ subject: subjects[item.index], found: item.status === 200, ...item }));
    send(msg);
    return { fill: found === items.length ? "green" : "grey", shape: "dot", text: `${found} of ${items.length} found` };
  });
};

/** Returns the subjects of a list, or of a text with one in each line. */
function listOf(value) {
  const list = typeof value === "string" ? value.split("\n") : value;
  if (!Array.isArray(list) || !list.every((subject) => typeof subject === "string")) {
    throw new GatewayError("The subjects must be a list of texts, or a text with one subject in each line.", "invalid-request");
  }
  return list.map((subject) => subject.trim()).filter((subject) => subject !== "");
}
