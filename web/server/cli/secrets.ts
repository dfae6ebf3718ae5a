// Where `kazashi card` takes PINs and printed numbers from, several of them if a card asks for several: a terminal that
// does not show them, or the lines of a file descriptor. Never from an argument.
import { closeSync } from "node:fs";
import type { PinEntry, PinPrompt } from "../../core/session-driver.js";
import { say } from "./exit.js";
import { askTerminal, type PinOptions, readToEnd } from "./pin.js";

/** More than all that one card asks for, so that a wrong file is not read to its end. */
const longest = 256;
const newline = 0x0a;
const carriageReturn = 0x0d;

const asked: Readonly<Record<PinPrompt["pin"], string>> = {
  authentication: "PIN of the user certificate (4 digits)",
  signature: "password of the signature certificate (6 to 16 letters and digits)",
  attributes: "PIN of the card's attributes (4 digits)",
  "matching-number":
    "number from the face of the card (14 digits: birth date with the year of the Japanese era as YYMMDD, year of expiry, security code)",
  "birth-key": "birth date with the year of the Japanese era (6 digits, YYMMDD)",
  "residence-card-number": "number of the residence card (12 letters and digits)",
  "licence-1": "PIN 1 of the driving licence (4 digits)",
  "licence-2": "PIN 2 of the driving licence (4 digits)",
  "my-number-licence": "PIN of the driving licence on the card (4 digits)",
};

/** The secrets of one visit. wipe() it afterwards: lines that no card asked for stay in memory until then. */
export class Secrets {
  #lines: Uint8Array | undefined;

  constructor(private readonly options: PinOptions) {}

  async ask(prompt: PinPrompt): Promise<PinEntry> {
    say(`Asked for: ${asked[prompt.pin]}.`);
    const { triesLeft } = prompt;
    if (triesLeft !== undefined) say(`The card has ${triesLeft} ${triesLeft === 1 ? "try" : "tries"} left.`);
    const digits = this.options.fd === undefined ? await askTerminal("> ") : this.#nextLine(this.options.fd);
    return { digits, lastTryAccepted: this.options.lastTryAccepted };
  }

  wipe(): void {
    this.#lines?.fill(0);
  }

  /** Empty where there is no line left: the core refuses that by its form and sends nothing. */
  #nextLine(fd: number): Uint8Array {
    if (!this.#lines) {
      this.#lines = readToEnd(fd, longest);
      if (fd > 2) closeSync(fd);
    }
    const end = this.#lines.indexOf(newline);
    const line = end < 0 ? this.#lines : this.#lines.subarray(0, end);
    const digits = line.slice(0, line.at(-1) === carriageReturn ? -1 : undefined);
    line.fill(0);
    this.#lines = end < 0 ? new Uint8Array() : this.#lines.subarray(end + 1);
    return digits;
  }
}
