"use strict";

const LONGEST = 60;

/** Returns the status of a node whose call failed. */
function failure(error) {
  if (error.retryAfter !== undefined) {
    return { fill: "yellow", shape: "ring", text: `retry in ${error.retryAfter} s` };
  }
  return { fill: "red", shape: "ring", text: `error: ${short(error.message)}` };
}

function short(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

module.exports = { failure, short };
