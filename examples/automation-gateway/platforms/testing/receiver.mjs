/** An HTTP server in the place of a platform's webhook address. */
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";
import { eventually } from "./gateway.mjs";

/** Starts a receiver, which answers with a status. */
export async function startReceiver(status = 200) {
  const calls = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    response.writeHead(status).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    calls,
    /** Waits for a call whose event meets a condition, and returns it with its event. */
    async next(isWanted = () => true) {
      return eventually("a webhook", () => {
        const call = calls.find((candidate) => isWanted(JSON.parse(candidate.body)));
        return call && { ...call, event: JSON.parse(call.body) };
      });
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Verifies the signature of a call with the published library, and returns the event. Throws if it is wrong. */
export function verify(secret, call) {
  return new Webhook(secret).verify(call.body, call.headers);
}
