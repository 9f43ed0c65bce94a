/** The fields of a record, and the expression of the selected one on the selected platform. */
import { byId, element } from "./dom.js";
import { platforms } from "./platforms.js";
import { texts } from "./texts.js";

let platform = platforms[0];
let field;
let subject = { kind: "video", text: "" };

/** Shows the platforms as a group of buttons. */
export function showPlatforms() {
  byId("platforms").replaceChildren(...platforms.map((candidate) => {
    const button = element("button", { type: "button", "aria-pressed": candidate === platform }, candidate.name);
    button.addEventListener("click", () => {
      platform = candidate;
      press(byId("platforms"), button);
      showUse();
    });
    return button;
  }));
  byId("copy-snippet").addEventListener("click", () => copy(byId("snippet").textContent));
}

/** Shows the fields of a record. */
export function showFields(kind, text, record) {
  subject = { kind, text };
  const known = flatten(record);
  field = known.find(([name]) => name.startsWith("stats."))?.[0] ?? known[0]?.[0];
  byId("fields-hint").textContent = texts.fieldsHint;
  byId("fields").replaceChildren(...known.map(([name, value]) => {
    const button = element("button", { type: "button", "aria-pressed": name === field },
      element("code", {}, name), element("span", { dir: "auto" }, String(value)));
    button.addEventListener("click", () => {
      field = name;
      press(byId("fields"), button);
      showUse();
      copy(platform.expression(field));
    });
    return element("li", {}, button);
  }));
  byId("json").textContent = JSON.stringify(record, null, 2);
  showUse();
}

function showUse() {
  byId("expression-title").textContent = texts.expressionOf(field, platform.name);
  byId("expression").textContent = platform.expression(field);
  byId("snippet").textContent = platform.snippet(subject.kind, subject.text);
  byId("connector").hidden = !platform.connector;
  byId("connector").href = `/platforms/${platform.connector}.zip`;
  byId("connector").textContent = texts.connectorFor(platform.name);
}

function press(group, pressed) {
  group.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", button === pressed));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    byId("status").textContent = texts.copied(text);
  } catch {
    byId("status").textContent = texts.notCopied;
  }
}

/** Returns names with dots and values of all plain fields; lists have no names. */
function flatten(record, prefix = "") {
  return Object.entries(record).flatMap(([name, value]) => {
    if (Array.isArray(value)) {
      return [];
    }
    return value !== null && typeof value === "object" ? flatten(value, `${prefix}${name}.`) : [[prefix + name, value]];
  });
}
