// Serves a virtual card to pcscd through the virtual reader "vpcd", so that any PC/SC program can use it.
//
//   node tests/simulator/vpcd/vpcd-client.mjs [--person adult] [--port 35963]
//
// vpcd listens; the card calls. Each message is a length (2 bytes, big endian) and that many bytes. One byte is a
// control code, more are a command APDU, answered by data and status word.
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { pathToFileURL } from "node:url";

export const defaultPort = 0x8c7b;

const control = { powerOff: 0, powerOn: 1, reset: 2, getAtr: 4 };

function framed(payload) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(payload.length);
  return Buffer.concat([length, payload]);
}

// What the card says to one message, or nothing. The ATR is asked for at every look whether the card is still there:
// that must not wake it anew.
function answer(card, atr, message) {
  if (message.length > 1) return card.transmit(message);
  switch (message[0]) {
    case control.powerOff:
      card.powerOff();
      return undefined;
    case control.powerOn:
    case control.reset:
      card.powerOn();
      return undefined;
    case control.getAtr:
      return atr;
    default:
      return undefined;
  }
}

// Resolves when the reader has powered the card: from then on PC/SC programs see it.
function serve(card, socket) {
  const atr = card.powerOn();
  card.powerOff();
  let received = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    socket.once("close", () => reject(new Error("vpcd left before it powered the card")));
    socket.on("data", (more) => {
      received = Buffer.concat([received, more]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE()) {
        const message = received.subarray(2, 2 + received.readUInt16BE());
        received = received.subarray(2 + message.length);
        const reply = answer(card, atr, message);
        if (reply) socket.write(framed(reply));
        if (message.length === 1 && message[0] === control.powerOn) resolve();
      }
    });
  });
}

function open(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.once("error", reject);
  });
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Puts the card into vpcd, which may still be starting, and waits until it has power. The card leaves with `destroy()` of
 * the socket returned.
 * @param {{powerOn(): Uint8Array, powerOff(): void, transmit(command: Uint8Array): Uint8Array}} card
 * @param {{port?: number, patienceMs?: number}} [options]
 */
export async function insertCard(card, { port = defaultPort, patienceMs = 10_000 } = {}) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      const socket = await open(port);
      await serve(card, socket);
      return socket;
    } catch (error) {
      if (error.code !== "ECONNREFUSED" || Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

function option(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
}

async function main() {
  const built = new URL("../../../build/wasm/", import.meta.url);
  const { default: createSimulator } = await import(new URL("kazashi-simulator.mjs", built).href);
  const { people } = JSON.parse(readFileSync(new URL("test-pki.json", built), "utf8"));
  const id = option("--person", "adult");
  const person = people.find((entry) => entry.id === id);
  if (!person) throw new Error(`No person ${id}; there are ${people.map((entry) => entry.id).join(", ")}.`);
  const simulator = await createSimulator();
  const card = new simulator.VirtualCard(JSON.stringify(person));
  const socket = await insertCard(card, { port: Number(option("--port", defaultPort)) });
  console.log(`The card of "${id}" lies in vpcd; end with Ctrl-C.`);
  socket.on("close", () => console.log("vpcd is gone."));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
