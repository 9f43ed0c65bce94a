/** Watches of the subject on the page, their changes as they happen, and deliveries. */
import { call, stream } from "./api.js";
import { byId, element } from "./dom.js";
import { number, time } from "./format.js";
import { texts } from "./texts.js";

const RECONNECT_MS = 3_000;
const REFRESH_MS = 5_000;
const SPARKLINE = { width: 200, height: 40, points: 60 };

let running = new AbortController();
let counter = { field: "", values: [] };

/** Shows the cadences of a kind, with their price. */
export async function showCadences(kind, provider) {
  const query = new URLSearchParams(provider ? { kind, provider } : { kind });
  const { json } = await call(`/v1/cadences?${query}`);
  byId("every").replaceChildren(...json.map(({ every, label }) => element("option", { value: every }, label)));
  byId("watch").hidden = false;
}

/** Creates a watch, and shows its changes. */
export async function startWatch(kind, subject, provider) {
  const body = { kind, subject, every: byId("every").value, label: "page", events: ["first", "changed", "disappeared", "reappeared"] };
  if (provider) {
    body.provider = provider;
  }
  if (byId("callback").value) {
    body.callbackUrl = byId("callback").value;
  }
  const { json: watch } = await call("/v1/watches", { method: "POST", body });
  byId("estimate").textContent = [
    texts.watching(byId("every").selectedOptions[0].textContent),
    watch.estimate?.sharedWith ? texts.shared(watch.estimate.sharedWith) : undefined,
    watch.secret && texts.secret(watch.secret),
  ].filter(Boolean).join(" ");
  follow(watch.id);
  if (watch.secret) {
    byId("deliveries-section").hidden = false;
    refreshDeliveries(running.signal);
  }
}

async function follow(watchId) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  counter = { field: "", values: [] };
  byId("events").replaceChildren(element("li", { class: "quiet" }, texts.waiting));
  byId("sparkline").replaceChildren();
  let last;
  while (!signal.aborted) {
    try {
      await stream(`/v1/watches/${watchId}/events`, last, signal, (event) => {
        last = event.id;
        showEvent(event);
      });
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      byId("status").textContent = failure.problem?.detail ?? texts.streamLost;
    }
    await pause(RECONNECT_MS, signal);
  }
}

function showEvent(event) {
  const list = byId("events");
  list.querySelector(".quiet")?.remove();
  list.prepend(element("li", {},
    element("time", { dateTime: event.timestamp }, time(new Date(event.timestamp))),
    element("span", { dir: "auto" }, event.summary ?? event.type)));
  const counted = event.changes?.find((change) => typeof change.after === "number" && typeof change.before === "number");
  if (counted && (counter.field === "" || counter.field === counted.field)) {
    counter.field = counted.field;
    if (counter.values.length === 0) {
      counter.values.push(counted.before);
    }
    counter.values = [...counter.values, counted.after].slice(-SPARKLINE.points);
    drawSparkline();
  }
}

function drawSparkline() {
  const { values, field } = counter;
  const least = Math.min(...values);
  const range = Math.max(...values) - least || 1;
  const points = values.map((value, index) =>
    `${(index * SPARKLINE.width) / Math.max(values.length - 1, 1)},${SPARKLINE.height - 2 - ((value - least) / range) * (SPARKLINE.height - 4)}`);
  const line = svg("polyline", { points: points.join(" ") });
  const label = texts.sparkline(field, number(values[0]), number(values.at(-1)));
  const drawing = svg("svg", { viewBox: `0 0 ${SPARKLINE.width} ${SPARKLINE.height}`, role: "img", "aria-label": label });
  drawing.append(line);
  byId("sparkline").replaceChildren(drawing);
}

function svg(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

async function refreshDeliveries(signal) {
  while (!signal.aborted) {
    try {
      showDeliveries((await call("/v1/deliveries?limit=10")).json.items);
    } catch (failure) {
      byId("status").textContent = failure.message;
    }
    await pause(REFRESH_MS, signal);
  }
}

function showDeliveries(deliveries) {
  byId("no-deliveries").textContent = deliveries.length === 0 ? texts.noDeliveries : "";
  byId("deliveries").replaceChildren(...deliveries.map((delivery) => {
    const replay = element("button", { type: "button" }, texts.replay);
    replay.addEventListener("click", async () => {
      await call(`/v1/deliveries/${delivery.id}/replay`, { method: "POST" });
      byId("status").textContent = texts.replayed;
    });
    const mark = delivery.state === "delivered" ? "good" : delivery.state === "dead" ? "bad" : "";
    return element("li", {},
      element("time", { dateTime: delivery.createdAt }, time(new Date(delivery.createdAt))),
      element("span", { class: mark }, delivery.state),
      element("span", {}, [delivery.eventType, delivery.host, delivery.lastStatus, texts.attempts(delivery.attempts)].filter(Boolean).join(" · ")),
      delivery.state === "pending" ? undefined : replay);
  }));
}

const pause = (milliseconds, signal) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
});
