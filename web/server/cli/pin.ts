// Where the command line takes a PIN from: a terminal that does not show it, or a file descriptor. Never from an
// argument, which every process on the machine can read.
import { closeSync, fstatSync, readSync } from "node:fs";
import type { PinEntry, PinPrompt } from "../../core/session-driver.js";
import { KazashiError } from "../../core/failure.js";
import { say, UsageError } from "./exit.js";

export interface PinOptions {
  /** The descriptor to read from; undefined: ask on the terminal. */
  readonly fd: number | undefined;
  /** Whether the person accepts that a wrong PIN would block the card. */
  readonly lastTryAccepted: boolean;
}

/** More than any PIN, so that a wrong file is not read to its end. */
const longest = 64;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** Asked before the card is touched. */
export function requirePinSource(fd: number | undefined): void {
  if (fd === undefined && !process.stdin.isTTY) {
    throw new UsageError("there is no terminal to ask for the PIN: hand it over with --pin-fd N");
  }
  if (fd !== undefined && !isReadable(fd)) throw new UsageError(`--pin-fd ${fd}: nothing is open there`);
}

/** Node holds descriptors of its own, which are none of these. */
function isReadable(fd: number): boolean {
  try {
    const kind = fstatSync(fd);
    return kind.isFIFO() || kind.isFile() || kind.isSocket() || kind.isCharacterDevice();
  } catch {
    return false;
  }
}

export async function askPin(prompt: PinPrompt, options: PinOptions): Promise<PinEntry> {
  const { triesLeft } = prompt;
  if (triesLeft !== undefined) say(`The card has ${triesLeft} ${triesLeft === 1 ? "try" : "tries"} left.`);
  const digits = options.fd === undefined ? await askTerminal("PIN: ") : readDescriptor(options.fd);
  return { digits, lastTryAccepted: options.lastTryAccepted };
}

/** Everything up to the end of the file, without one newline at its end. */
function readDescriptor(fd: number): Uint8Array {
  const octets = readToEnd(fd, longest);
  try {
    let { length } = octets;
    if (length > 0 && octets[length - 1] === newline) --length;
    if (length > 0 && octets[length - 1] === carriageReturn) --length;
    return octets.slice(0, length);
  } finally {
    octets.fill(0);
    if (fd > 2) closeSync(fd);
  }
}

/**
 * Everything, of which no copy stays behind; nothing where there are `most` octets or more. A wrong file gives no PIN, not
 * even the piece of it that a pipe handed over first.
 */
export function readToEnd(fd: number, most: number): Uint8Array {
  const buffer = new Uint8Array(most);
  try {
    let length = 0;
    for (;;) {
      const count = readOnce(fd, buffer, length);
      if (count === 0) return buffer.slice(0, length);
      length += count;
      if (length === most) return new Uint8Array();
    }
  } finally {
    buffer.fill(0);
  }
}

function readOnce(fd: number, buffer: Uint8Array, offset: number): number {
  for (;;) {
    try {
      return readSync(fd, buffer, offset, buffer.length - offset, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0; // Windows says the end of a pipe so
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10); // a pipe whose writer is not ready yet
    }
  }
}

/** Ctrl-C and Ctrl-D give up; Backspace takes a digit back; nothing is shown. */
export function askTerminal(question: string): Promise<Uint8Array> {
  const { stdin, stderr } = process;
  // One buffer from the first key on: an array that grows leaves copies behind.
  const typed = new Uint8Array(longest);
  let length = 0;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      stdin.off("data", take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write("\n");
      settle();
      typed.fill(0);
    };
    const take = (keys: Buffer): void => {
      try {
        for (const key of keys) {
          if (key === 0x03 || key === 0x04) return end(() => reject(new KazashiError("user.cancelled")));
          if (key === carriageReturn || key === newline) return end(() => resolve(typed.slice(0, length)));
          if (key === 0x7f || key === 0x08) typed[length > 0 ? --length : 0] = 0;
          else if (length < longest) typed[length++] = key;
        }
      } finally {
        keys.fill(0);
      }
    };
    stdin.on("data", take);
  });
}
