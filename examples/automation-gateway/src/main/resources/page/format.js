/** Numbers, dates and durations in the reader's language. */
const numbers = new Intl.NumberFormat();
const times = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "always" });

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];

export const number = (value) => numbers.format(value);
export const time = (date) => times.format(date);

/** Returns a time from now in words, such as "in 3 hours". */
export function fromNow(date) {
  const seconds = Math.round((date - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return relative.format(Math.trunc(seconds / size), unit);
}
