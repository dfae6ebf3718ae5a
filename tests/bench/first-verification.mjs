// One contestant in a process of its own: node first-verification.mjs ID WORK.json. Prints the milliseconds from here to
// the end of its first verification.
const begin = performance.now();
import { readFileSync } from "node:fs";

const [, , id, path] = process.argv;
const stored = JSON.parse(readFileSync(path, "utf8"), (_, value) =>
  typeof value?.base64 === "string" ? new Uint8Array(Buffer.from(value.base64, "base64")) : value,
);
const work = { ...stored, time: new Date(stored.time) };
const { prepare } = id === "kazashi" ? (await import("./kazashi.mjs")).kazashi : await peer();
const verify = await prepare(work);
if ((await verify(work.person)) !== true) throw new Error(`${id} does not accept the evidence`);
process.stdout.write(String(performance.now() - begin));

async function peer() {
  const { peers } = await import("./peers.mjs");
  return peers.find((candidate) => candidate.id === id);
}
