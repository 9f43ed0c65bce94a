/** A Node-RED process with its own folder, in which the packed nodes are installed. */
import { execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../../testing/gateway.mjs";

const require = createRequire(import.meta.url);
const run = promisify(execFile);
const PACKAGE = new URL("..", import.meta.url).pathname;

/** All may be done without a login, but the token `reader` only permits to read. */
const SETTINGS = `module.exports = {
  uiHost: "127.0.0.1",
  flowFile: "flows.json",
  credentialSecret: "of a test",
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { palette: { allowInstall: false } },
  editorTheme: { tours: false, palette: { catalogues: [] } },
  adminAuth: {
    type: "credentials",
    users: async () => null,
    authenticate: async () => null,
    default: async () => ({ anonymous: true, permissions: "*" }),
    tokens: async (token) => (token === "reader" ? { username: token, permissions: "read" } : null),
  },
};
`;

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Installs the nodes as `npm pack` packs them, and starts Node-RED. */
export async function startNodeRed() {
  const folder = await mkdtemp(join(tmpdir(), "node-red-"));
  await writeFile(join(folder, "package.json"), "{}");
  await writeFile(join(folder, "settings.js"), SETTINGS);
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: PACKAGE });
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${stdout.trim()}`], { cwd: folder });
  const log = join(folder, "log");
  let url;
  let process;

  async function admin(method, path, body, headers = {}) {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { accept: "application/json", "content-type": "application/json", "node-red-api-version": "v2", ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }

  const starts = async () => (await readFile(log, "utf8").catch(() => "")).split(/Started (?:modified )?(?:flows|nodes)/).length;

  /** Waits until the flows run, which is later than the answer to a deploy. */
  async function started(before) {
    await eventually("the start of the flows", async () => (await starts()) > before);
  }

  async function start() {
    const before = await starts();
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    process = spawn("node", [require.resolve("node-red/red.js"), "--userDir", folder, "--port", port], { stdio: ["ignore", "pipe", "pipe"] });
    const output = createWriteStream(log, { flags: "a" });
    process.stdout.pipe(output, { end: false });
    process.stderr.pipe(output, { end: false });
    await started(before);
  }

  /** Stops it as a service manager does. */
  async function stop() {
    const ended = new Promise((resolve) => process.once("exit", resolve));
    process.kill("SIGTERM");
    await ended;
  }

  await start();
  return {
    get url() {
      return url;
    },
    admin,
    start,
    stop,
    log: () => readFile(log, "utf8"),
    /** Deploys a flow: `full` restarts all nodes, `nodes` only those that have changed. */
    async deploy(flows, type = "full") {
      const before = await starts();
      const { status, body } = await admin("POST", "flows", { flows }, { "node-red-deployment-type": type });
      if (status !== 200) {
        throw new Error(`deploy answered ${status}: ${JSON.stringify(body)}`);
      }
      await started(before);
    },
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
