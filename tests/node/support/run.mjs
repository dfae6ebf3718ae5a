// Runs the programs of the package the way a person does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { root } from "./build.mjs";

const cli = fileURLToPath(new URL("../../../build/dist/server/cli.js", import.meta.url));
const server = fileURLToPath(new URL("../../../build/dist/server/example-server.js", import.meta.url));

/** { code, stdout, stderr, json } of `kazashi ...args`; `input` is what its standard input says. */
export async function kazashi(args, input = "") {
  const child = spawn(process.execPath, [cli, ...args], { cwd: root });
  const stdout = [];
  const stderr = [];
  child.stdout.on("data", (chunk) => stdout.push(chunk));
  child.stderr.on("data", (chunk) => stderr.push(chunk));
  child.stdin.on("error", () => {}); // it may end without reading
  child.stdin.end(input);
  const [code] = await once(child, "close");
  const text = Buffer.concat(stdout).toString("utf8");
  return {
    code,
    stdout: text,
    stderr: Buffer.concat(stderr).toString("utf8"),
    json: text ? tryJson(text) : undefined,
  };
}

function tryJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The example server on a free port; resolves with its origin and a way to stop it. */
export async function startServer(...options) {
  const child = spawn(process.execPath, [server, "--port", "0", ...options], { cwd: root });
  let said = "";
  let complained = "";
  child.stderr.on("data", (chunk) => (complained += chunk));
  const origin = await new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) resolve(address[0]);
    });
    child.once("close", (code) => reject(new Error(`the server ended with ${code}: ${complained}`)));
  });
  return {
    origin,
    complaints: () => complained,
    async stop() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, "close");
    },
  };
}
