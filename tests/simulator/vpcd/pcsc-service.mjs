// A pcscd of our own with nothing but the virtual reader, beside whatever runs on the machine: its /run is private
// (a mount namespace), its port too.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const folders = [...process.env.PATH.split(delimiter), "/usr/sbin", "/sbin"];
const drivers = [
  "/usr/lib/pcsc/drivers/serial/libifdvpcd.so",
  "/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so",
];

export function findProgram(name) {
  return folders.map((folder) => join(folder, name)).find(existsSync);
}

const findDriver = () => drivers.find(existsSync);

// Root needs no user namespace, and a machine that refuses those may still let root make a mount namespace.
const namespaces = process.getuid?.() === 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
const privateRun = "mount -t tmpfs none /run && mkdir /run/pcscd";

/** Why there can be no service here, in a sentence; undefined when there can. */
export function whyNot(programs) {
  const missing = ["pcscd", "unshare", ...programs].filter((name) => !findProgram(name));
  if (missing.length > 0) return `not installed: ${missing.join(", ")}`;
  if (!findDriver()) return "not installed: vsmartcard-vpcd (libifdvpcd.so)";
  const trial = spawnSync("unshare", [...namespaces, "sh", "-c", privateRun], { encoding: "utf8" });
  if (trial.status !== 0) return `this machine allows no private /run: ${trial.stderr.trim()}`;
  return undefined;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(condition, what, patienceMs = 10_000) {
  const deadline = Date.now() + patienceMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`${what} within ${patienceMs} ms`);
    await pause(50);
  }
}

/**
 * @returns {Promise<{port: number, environment: Record<string, string>, stop(): Promise<void>}>} where a card can be
 *   inserted, and what a PC/SC program must have in its environment to find this service.
 */
export async function startPcscd() {
  const folder = mkdtempSync(join(tmpdir(), "kazashi-pcscd-"));
  const port = await freePort();
  writeFileSync(
    join(folder, "vpcd"),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x${port.toString(16)}\nLIBPATH ${findDriver()}\nCHANNELID ${port}\n`,
  );
  const pcscd = findProgram("pcscd");
  // Newer ones ask polkit, which they do not find in a private /run.
  const help = spawnSync(pcscd, ["--help"], { encoding: "utf8" });
  const alone = `${help.stdout}${help.stderr}`.includes("--disable-polkit") ? ["--disable-polkit"] : [];
  const service = ["--foreground", "--config", folder, ...alone];
  const shell = `${privateRun} && exec "$@"`;
  const child = spawn("unshare", [...namespaces, "sh", "-c", shell, "sh", pcscd, ...service], {
    stdio: "pipe",
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (more) => (log += more));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  // The socket as seen from outside that namespace.
  const socket = `/proc/${child.pid}/root/run/pcscd/pcscd.comm`;
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(() => {
      if (child.exitCode !== null) throw new Error(`pcscd ended at once: ${log}`);
      return existsSync(socket);
    }, "pcscd did not open its socket");
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, environment: { PCSCLITE_CSOCK_NAME: socket }, stop };
}
