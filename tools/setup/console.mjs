// What the tools say: headings with a number, what was found, how long it took, and a sign of life while it takes.
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { logs } from "./places.mjs";

const HEARTBEAT_SECONDS = 15; // often enough to be believed, seldom enough for a log file

/** Something only the person can mend; shown as one sentence, without a stack. */
export class Missing extends Error {}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

export function say(text) {
  console.log(text);
}

/** Runs named steps one after the other: "[2/5] OpenSSL" ... "      done in 41.0 s". */
export async function steps(title, list) {
  const begun = Date.now();
  say(`\n${title}`);
  for (const [index, [name, run]] of list.entries()) {
    const start = Date.now();
    say(`[${index + 1}/${list.length}] ${name}`);
    const note = await run();
    say(`      ${note ?? "done"} (${seconds(start)})`);
  }
  say(`${title}: ready in ${seconds(begun)}`);
}

/**
 * Runs a program, keeps its output in build/logs/<name>.log and gives it back. A long one reports its last line
 * now and then; a failed one shows its end. `show` prints the output as it comes.
 */
export function command(name, program, args, { cwd, env, show = false, input } = {}) {
  const log = join(logs, `${name}.log`);
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, `$ ${program} ${args.join(" ")}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [input === undefined ? "ignore" : input, "pipe", "pipe"],
    });
    let output = "";
    const begun = Date.now();
    const heartbeat = setInterval(() => {
      const last = output.trimEnd().split("\n").at(-1);
      // Of a compiler's long command line the file at its end says enough.
      if (!show) say(`      ... ${seconds(begun)}: ${last.length > 100 ? last.split(" ").at(-1) : last}`);
    }, HEARTBEAT_SECONDS * 1000);
    const collect = (chunk) => {
      output += chunk;
      appendFileSync(log, chunk);
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => {
      clearInterval(heartbeat);
      reject(error.code === "ENOENT" ? new Missing(`The program ${program} is not installed.`) : error);
    });
    child.on("close", (code, signal) => {
      clearInterval(heartbeat);
      if (code === 0) return resolve(output);
      const tail = show ? "" : `\n${output.trimEnd().split("\n").slice(-40).join("\n")}\n`;
      reject(new Error(`${tail}${program} ended with ${signal ?? code}; its whole output is in ${log}`));
    });
  });
}
