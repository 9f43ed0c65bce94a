"use strict";

const LONGEST_EVENT = 1024 * 1024;

/**
 * Reads server-sent events from chunks of bytes. Yields `{ id, data }` for each block; `data` is empty if the block only
 * moved the id. A block that is cut off at the end is dropped, and arrives again after its `Last-Event-ID`.
 */
async function* readEvents(chunks) {
  const decoder = new TextDecoder();
  let rest = "";
  let id;
  let data = [];
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop();
    for (const line of lines.map((text) => text.replace(/\r$/, ""))) {
      if (line === "") {
        if (id !== undefined || data.length > 0) {
          yield { id, data: data.join("\n") };
        }
        id = undefined;
        data = [];
      } else {
        const [name, value] = fieldOf(line);
        if (name === "id") {
          id = value;
        } else if (name === "data") {
          data.push(value);
        }
      }
    }
    if (rest.length + data.reduce((sum, line) => sum + line.length, 0) > LONGEST_EVENT) {
      throw new Error(`an event is longer than ${LONGEST_EVENT} characters`);
    }
  }
}

function fieldOf(line) {
  const colon = line.indexOf(":");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

module.exports = readEvents;
