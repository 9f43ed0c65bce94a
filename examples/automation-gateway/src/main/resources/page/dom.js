/** Elements are made with textContent only: records and answers of receivers are foreign text. */
export const byId = (id) => document.getElementById(id);

/** Returns a new element. Properties are set as they are; "class" and names with a hyphen as attributes. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class" || key.includes("-")) {
      made.setAttribute(key, value);
    } else {
      made[key] = value;
    }
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}
