/** Calls of the gateway. The key stays in this tab: it is read from #key=…, which browsers do not send. */
const STORED = "gateway-key";

/** A problem of the gateway, or of the way to it. */
export class Problem extends Error {
  constructor(problem, retryAfter) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Takes the key from the address, and removes it there. */
export function takeKeyFromAddress() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key) {
    useKey(key);
    history.replaceState(null, "", location.pathname + location.search);
  }
}

export const useKey = (key) => sessionStorage.setItem(STORED, key.trim());
export const key = () => sessionStorage.getItem(STORED) ?? "";

async function send(path, { method = "GET", body, accept = "application/json", headers = {}, signal } = {}) {
  const sent = { Accept: accept, Authorization: `Bearer ${key()}`, "Request-Source": "GATEWAY_PAGE", ...headers };
  if (body !== undefined) {
    sent["Content-Type"] = "application/json";
  }
  const answer = await fetch(path, { method, headers: sent, body: body === undefined ? undefined : JSON.stringify(body), signal });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({ title: answer.statusText, detail: `status ${answer.status}`, status: answer.status }));
    throw new Problem(problem, answer.headers.get("Retry-After"));
  }
  return answer;
}

/** Returns the JSON of an answer, and its headers. */
export async function call(path, options) {
  const answer = await send(path, options);
  const json = answer.status === 204 ? undefined : await answer.json();
  return { json, headers: answer.headers };
}

/** Reads server-sent events until the signal aborts. EventSource could not send the key. */
export async function stream(path, lastEventId, signal, onEvent) {
  const answer = await send(path, {
    accept: "text/event-stream",
    headers: lastEventId ? { "Last-Event-ID": lastEventId } : {},
    signal,
  });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const messages = (rest + part.value).split("\n\n");
    rest = messages.pop();
    for (const message of messages) {
      const data = message.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim());
      if (data.length > 0) {
        onEvent(JSON.parse(data.join("\n")));
      }
    }
  }
}
