// Runs a public suite through the product and compares the answers with what the suite expects, minus the written
// exceptions. An exception that no longer holds fails as well: nobody notices a list that only grows.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Where the suites are; they are other people's and not in this repository. */
export const vectorsFolder = resolve(root, process.env.KAZASHI_VECTORS ?? "../shared/vectors");

/** The suite's file, or the reason why it cannot be run. */
export function openSuite(name) {
  const path = join(vectorsFolder, `${name}.json`);
  if (!existsSync(path))
    return { missing: `${path} is not there: set KAZASHI_VECTORS to the folder of the suites` };
  return { suite: JSON.parse(readFileSync(path, "utf8")) };
}

/** The answers to these cases in their order, by the native program if one is named, by the command line otherwise. */
export async function answer(command, cases) {
  const native = process.env.KAZASHI_CASES_PROGRAM;
  const [program, ...args] = native
    ? [native, command]
    : [process.execPath, join(root, "build/dist/server/cli.js"), ...command.split(" "), "--cases", "-"];
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {}); // a program that ends early is told by its exit status
  const ended = new Promise((done) => child.on("close", (code, signal) => done(signal ?? code)));
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  for (const entry of cases)
    child.stdin.write(`${typeof entry === "string" ? entry : JSON.stringify(entry)}\n`);
  child.stdin.end();
  const status = await ended;
  // 3: some line was no question at all, which its answer says
  assert.ok(status === 0 || status === 3, `${program} ended with ${status}: ${errors.slice(-2000)}`);
  const answers = output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.equal(answers.length, cases.length, "an answer a case");
  return answers;
}

function readExceptions(name) {
  const path = join(root, "tests/conformance/exceptions", `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : [];
}

/**
 * Judges results of {id, expected, actual, why}: each as expected or with an exception of its own. Prints the line of the
 * table of suites.
 */
export function judge(name, results) {
  const exceptions = new Map(readExceptions(name).map((entry) => [entry.id, entry]));
  const wrong = [];
  for (const { id, expected, actual, why } of results) {
    const exception = exceptions.get(id);
    exceptions.delete(id);
    const asWritten = exception
      ? exception.expected === expected && exception.actual === actual && actual !== expected
      : actual === expected;
    if (!asWritten) wrong.push({ id, expected, actual, why, exception: exception?.reason });
  }
  const asExpected = results.filter(({ expected, actual }) => expected === actual).length;
  console.log(
    JSON.stringify({
      suite: name,
      cases: results.length,
      asExpected,
      exceptions: results.length - asExpected,
    }),
  );
  if (process.env.KAZASHI_SHOW_DEVIATIONS) for (const entry of wrong) console.log(JSON.stringify(entry));
  assert.deepEqual([...exceptions.keys()], [], "exceptions of cases that the suite does not have");
  assert.deepEqual(wrong, [], "cases that are neither as expected nor in the exceptions file");
}
