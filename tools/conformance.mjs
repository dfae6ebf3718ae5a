// The public suites through the command line of this build, and a table of how they ended.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { command, say } from "./setup/console.mjs";
import { root } from "./setup/places.mjs";

const folder = join(root, "tests", "conformance");

/** The lines {suite, cases, asExpected, exceptions} among what the runners print. */
const results = (output) =>
  output.split("\n").flatMap((line) => {
    const start = line.indexOf('{"suite"');
    return start < 0 ? [] : [JSON.parse(line.slice(start))];
  });

function table(suites) {
  say("  suite                     cases   as expected   exceptions");
  for (const { suite, cases, asExpected, exceptions } of suites) {
    const numbers = [`${cases}`.padStart(7), `${asExpected}`.padStart(13), `${exceptions}`.padStart(12)];
    say(`  ${suite.padEnd(23)} ${numbers.join(" ")}`);
  }
}

export async function conformance() {
  const files = readdirSync(folder).filter((file) => file.endsWith(".test.mjs"));
  const args = ["--test", "--test-reporter=spec", ...files.map((file) => join(folder, file))];
  const output = await command("conformance", process.execPath, args, { cwd: root, show: true });
  const suites = results(output);
  table(suites);
  const cases = suites.reduce((sum, suite) => sum + suite.cases, 0);
  return `${suites.length} suites, ${cases} cases`;
}
