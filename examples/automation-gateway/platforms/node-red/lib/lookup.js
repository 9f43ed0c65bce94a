"use strict";

const GatewayError = require("./gateway-error");
const { registerStep } = require("./step");

/**
 * Registers a node that looks one video or creator up. Its first output is for a record, its second one for a video or
 * creator that is gone, private or blocked, so a flow branches without a Catch node.
 */
function registerLookup(RED, type, kind) {
  registerStep(RED, type, "subject", async ({ config, gateway, input, msg, send, signal }) => {
    const subject = subjectOf(input);
    const { fields, provider, fresh } = config;
    const answer = await gateway.find(kind, subject, { fields, provider, fresh }, signal);
    const { record, ...lookup } = answer;
    msg.payload = record;
    msg.found = record !== null;
    msg.tiktok = { subject, ...lookup };
    send(msg.found ? [msg, null] : [null, msg]);
    return status(answer);
  });
}

/** Returns the subject as text. A number has lost digits of a video id already, because these exceed 2^53. */
function subjectOf(value) {
  if (typeof value !== "string" || value.trim() === "") {
    const given = typeof value === "string" ? "an empty text" : value === null ? "null" : `a value of type ${typeof value}`;
    throw new GatewayError(`The subject must be a text with a link, id or handle, but is ${given}.`, "invalid-request");
  }
  return value.trim();
}

function status({ record, calls, cost }) {
  if (record === null) {
    return { fill: "grey", shape: "ring", text: "not found" };
  }
  const price = cost ? `, ${cost}` : "";
  return { fill: "green", shape: "dot", text: calls === 0 ? "found, cached" : `found${price}` };
}

module.exports = registerLookup;
