/** Node-RED's editor in Chromium. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { PATIENCE_MS } from "../../testing/gateway.mjs";

const SCREENSHOTS = new URL("../../../target/node-red/", import.meta.url).pathname;

/** Returns the path of Chromium or Chrome, or undefined. */
export function findChromium() {
  const folders = process.env.PATH.split(delimiter);
  return ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Opens the editor. `errors` collects those of its page. */
export async function openEditor(url) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 720 } });
  page.setDefaultTimeout(PATIENCE_MS);
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  await page.locator(".red-ui-flow-node").first().waitFor();
  return {
    errors,
    page,
    /** Opens the form of a node, and waits until its cadences have a price. */
    async edit(id) {
      await page.evaluate((node) => RED.editor.edit(RED.nodes.node(node)), id);
      await page.locator(".red-ui-typedInput-option-label", { hasText: "$" }).waitFor();
    },
    /** Opens the list of an input. */
    async open(input) {
      await page.locator(`${input} + .red-ui-typedInput-container .red-ui-typedInput-option-trigger`).click();
    },
    text: (selector) => page.locator(selector).first().innerText(),
    async screenshot(name) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
    close: () => browser.close(),
  };
}
