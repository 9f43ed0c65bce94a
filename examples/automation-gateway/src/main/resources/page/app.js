/** The page: key, lookup, result, and watches of it. */
import { call, key, Problem, takeKeyFromAddress, useKey } from "./api.js";
import { card } from "./card.js";
import { byId, element } from "./dom.js";
import { showFields, showPlatforms } from "./fields.js";
import { number } from "./format.js";
import { texts } from "./texts.js";
import { showCadences, startWatch } from "./watch.js";

let shown;

/** A link to a video, or a number of an id's length; everything else is a creator. */
const kindOf = (subject) => /\/(video|photo)\/|^\d{15,25}$|\/\/(vm|vt|t)\.|\/t\//.test(subject) ? "video" : "user";

async function showAccount() {
  byId("key-form").hidden = Boolean(key());
  if (!key()) {
    byId("account").textContent = texts.noKey;
    return;
  }
  const { json: me } = await call("/v1/me");
  byId("account").textContent = [
    me.name,
    me.rate && texts.left(number(me.rate.remaining), number(me.rate.limit)),
    me.budget && texts.spent(number(me.budget.used), me.budget.limit === undefined ? undefined : number(me.budget.limit)),
  ].filter(Boolean).join(" · ");
}

async function showProviders() {
  const { json: providers } = await call("/v1/providers");
  byId("provider").append(...providers.filter((provider) => provider.configured)
    .map(({ name, title }) => element("option", { value: name }, title)));
}

async function lookUp() {
  const subject = byId("subject").value.trim();
  if (!subject) {
    byId("status").textContent = texts.empty;
    byId("subject").focus();
    return;
  }
  byId("status").textContent = texts.lookingUp;
  byId("problem").replaceChildren();
  byId("look-up").disabled = true;
  try {
    const kind = kindOf(subject);
    const provider = byId("provider").value;
    const start = performance.now();
    const { json: record, headers } = await call(`/v1/${kind}?${new URLSearchParams(provider ? { subject, provider } : { subject })}`);
    show(kind, subject, provider, record, headers, Math.round(performance.now() - start));
    await Promise.all([showCadences(kind, provider), showAccount()]);
  } finally {
    byId("look-up").disabled = false;
  }
}

function show(kind, subject, provider, record, headers, milliseconds) {
  shown = { kind, subject, provider };
  const calls = Number(headers.get("TikTok-Attempts"));
  byId("result-title").textContent = texts[kind];
  byId("card").replaceChildren(...card(kind, record));
  byId("cost").textContent = [
    texts.from(headers.get("TikTok-Provider") ?? record.source?.provider),
    calls === 0 ? texts.cached : texts.calls(calls),
    headers.get("TikTok-Cost"),
    texts.milliseconds(number(milliseconds)),
  ].filter(Boolean).join(" · ");
  byId("status").textContent = "";
  showFields(kind, subject, record);
  byId("result").hidden = false;
  byId("use").hidden = false;
}

function showProblem(failure) {
  byId("status").textContent = "";
  const problem = failure instanceof Problem ? failure.problem : { title: texts.unreachable, detail: "" };
  if (problem.status === 401) {
    byId("account").textContent = texts.keyRefused;
    byId("key-form").hidden = false;
  }
  const advice = failure.retryAfter ? texts.retryAfter(failure.retryAfter) : problem.retryable ? texts.retryable : "";
  byId("problem").replaceChildren(
    element("p", {}, element("strong", {}, problem.title ?? ""), ` ${problem.detail ?? ""} ${advice}`),
    problem.requestId ? element("p", { class: "quiet" }, texts.requestId(problem.requestId)) : "");
}

/** Runs an action of the reader, and shows what goes wrong. */
const guarded = (action) => async (event) => {
  event?.preventDefault();
  try {
    await action();
  } catch (failure) {
    showProblem(failure);
  }
};

const begin = guarded(async () => {
  await showAccount();
  if (key()) {
    await showProviders();
  }
});

takeKeyFromAddress();
showPlatforms();
byId("key-form").addEventListener("submit", guarded(async () => {
  useKey(byId("key").value);
  byId("problem").replaceChildren();
  await begin();
  byId("subject").focus();
}));
byId("lookup-form").addEventListener("submit", guarded(lookUp));
byId("subject").addEventListener("paste", () => setTimeout(guarded(lookUp)));
byId("watch-form").addEventListener("submit", guarded(() => {
  byId("problem").replaceChildren();
  return startWatch(shown.kind, shown.subject, shown.provider);
}));
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    byId("subject").focus();
  }
});
begin();
