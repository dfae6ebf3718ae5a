// OpenSC reads the authentication certificate, verifies the PIN and signs, on the card that our own count is made with;
// every command that reaches the card is counted.
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram, startPcscd, whyNot } from "../simulator/vpcd/pcsc-service.mjs";
import { insertCard } from "../simulator/vpcd/vpcd-client.mjs";

const built = new URL("../../build/wasm/", import.meta.url);
const moduleUrl = process.env.KAZASHI_SIMULATOR_MODULE ?? new URL("kazashi-simulator.mjs", built).href;
const pkiFile = process.env.KAZASHI_TEST_PKI ?? fileURLToPath(new URL("test-pki.json", built));

// SELECT of the application, SELECT and question for the tries of each PIN: what the second program repeats.
const opening = 5;

/** A card that notes the octets of every command and answer. */
function counted(card, exchanges) {
  return {
    powerOn: () => card.powerOn(),
    powerOff: () => card.powerOff(),
    transmit(command) {
      const answer = card.transmit(command);
      exchanges.push([command.length, answer.length]);
      return answer;
    },
  };
}

function run(environment, program, options) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment, OPENSC_DRIVER: "jpki", LC_ALL: "C" };
    execFile(findProgram(program), options, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${program}: ${stderr}`)) : resolve(stdout),
    );
  });
}

/** {version, oneSession, twoPrograms} as lists of exchanges, or {skipped: why}. */
export async function openScExchanges() {
  const skipped = whyNot(["opensc-tool", "pkcs15-tool", "pkcs15-crypt"]);
  if (skipped) return { skipped };
  const { default: create } = await import(moduleUrl);
  const simulator = await create();
  const { people } = JSON.parse(readFileSync(pkiFile, "utf8"));
  const card = new simulator.VirtualCard(JSON.stringify(people.find(({ id }) => id === "adult")));
  const folder = mkdtempSync(join(tmpdir(), "kazashi-opensc-wire-"));
  const service = await startPcscd();
  try {
    const exchanges = [];
    const socket = await insertCard(counted(card, exchanges), { port: service.port });
    const environment = { ...service.environment, HOME: folder };
    await run(environment, "pkcs15-tool", [
      "--read-certificate",
      "01",
      "--output",
      join(folder, "certificate.pem"),
    ]);
    const read = exchanges.splice(0);
    writeFileSync(join(folder, "digest"), Buffer.alloc(32, 0xd1));
    const how = ["--sign", "--key", "01", "--pin", "1234", "--sha-256", "--pkcs1", "--raw"];
    await run(environment, "pkcs15-crypt", [
      ...how,
      "--input",
      join(folder, "digest"),
      "--output",
      join(folder, "s"),
    ]);
    const signed = exchanges.splice(0);
    socket.destroy();
    const version = execFileSync(findProgram("opensc-tool"), ["--info"], { encoding: "utf8" });
    return {
      version: /\d+\.\d+(\.\d+)?/.exec(version)[0],
      twoPrograms: [...read, ...signed],
      oneSession: [...read, ...signed.slice(opening)],
    };
  } finally {
    await service.stop();
    card.delete();
    rmSync(folder, { recursive: true, force: true });
  }
}
