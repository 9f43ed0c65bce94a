/** The card of a video or creator. */
import { element } from "./dom.js";
import { fromNow, number } from "./format.js";
import { texts } from "./texts.js";

const PLACEHOLDER = "/page/placeholder.svg";

/** Returns the elements of a record's card. */
export function card(kind, record) {
  const text = element("div", {});
  const author = kind === "video" ? record.author ?? {} : record;
  const name = [author.name, author.handle && `@${author.handle}`].filter(Boolean).join(" ");
  text.append(element("p", { dir: "auto" }, element("strong", {}, name), author.verified ? " ✓" : ""));
  const words = kind === "video" ? record.caption : record.bio;
  if (words) {
    text.append(element("p", { dir: "auto" }, words));
  }
  text.append(counters(record.stats ?? {}));
  if (record.music?.title) {
    text.append(element("p", { class: "quiet", dir: "auto" }, `♫ ${record.music.title}`));
  }
  const end = earliestEnd(record.media ?? []);
  if (end) {
    text.append(element("p", { class: "quiet" }, texts.mediaEnds(fromNow(end))));
  }
  return [picture(kind === "video" ? record.covers : record.avatars), text];
}

function picture(images = []) {
  const image = element("img", { class: "cover", alt: "", referrerPolicy: "no-referrer", loading: "lazy" });
  image.addEventListener("error", () => { image.src = PLACEHOLDER; }, { once: true });
  image.src = images.find((candidate) => candidate.url?.startsWith("https:"))?.url ?? PLACEHOLDER;
  return image;
}

function counters(stats) {
  return element("dl", {}, ...Object.entries(stats)
    .filter(([, value]) => typeof value === "number")
    .map(([field, value]) =>
      element("div", {}, element("dt", {}, texts.counters[field] ?? field), element("dd", {}, number(value)))));
}

function earliestEnd(media) {
  const ends = media.map((file) => Date.parse(file.expiresAt)).filter((end) => !Number.isNaN(end));
  return ends.length === 0 ? undefined : Math.min(...ends);
}
