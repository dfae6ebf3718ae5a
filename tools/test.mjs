// `npm test`: sets up with the packages the tests need, then every check in order. A failed step does not hide the
// ones after it; a step that needs a failed one is not run, and says so.
import { build, cmake } from "./build.mjs";
import { conformance } from "./conformance.mjs";
import { format, tidy } from "./lint.mjs";
import { command, Missing, say, seconds } from "./setup/console.mjs";
import { root } from "./setup/places.mjs";

const ctest = (preset) => async () => {
  await cmake(preset);
  const args = ["--preset", preset, "--no-tests=error"];
  await command(`ctest-${preset}`, "ctest", args, { cwd: root, show: true });
};

const script = (name) => async () => {
  await command(name.replace(":", "-"), "npm", ["run", "--silent", name], { cwd: root, show: true });
};

const checks = [
  { name: "Build", run: () => build({ withTests: true }) },
  { name: "C++ format", run: format },
  { name: "C++ native, with sanitizers", run: ctest("native-debug") },
  { name: "C++ lint", needs: "C++ native, with sanitizers", run: tidy },
  { name: "C++ as WebAssembly, in Node", needs: "C++ native, with sanitizers", run: ctest("wasm-release") },
  { name: "TypeScript lint and types", needs: "Build", run: script("lint:web") },
  { name: "Public suites", needs: "Build", run: conformance },
  { name: "Node", needs: "Build", run: script("test:node") },
  { name: "Browser", needs: "Build", run: script("test:browser") },
];

async function outcome({ needs, run }, done) {
  const blocker = done.find(({ name, result }) => name === needs && result !== "passed");
  if (blocker) return { result: "skipped", note: `needs "${needs}"` };
  try {
    return { result: "passed", note: (await run()) ?? "" };
  } catch (error) {
    if (error instanceof Missing) throw error; // nothing after it could do better
    say(error.message);
    return { result: "failed", note: "" };
  }
}

export async function test() {
  const only = process.argv.slice(3); // npm test -- "C++ format": only these, to look closer
  const chosen = checks.filter(({ name }) => only.length === 0 || only.includes(name));
  const done = [];
  for (const check of chosen) {
    say(`\n=== ${check.name}`);
    const begun = Date.now();
    const { result, note } = await outcome(check, done);
    done.push({ name: check.name, result, note, took: seconds(begun) });
    say(`=== ${check.name}: ${result} (${done.at(-1).took}) ${note}`);
  }
  say("\nSummary");
  for (const { name, result, took, note } of done) {
    say(`  ${name.padEnd(30)} ${result.padEnd(8)} ${took.padStart(8)}  ${note}`);
  }
  const count = (wanted) => done.filter(({ result }) => result === wanted).length;
  const skipped = count("skipped") > 0 ? `, ${count("skipped")} skipped` : "";
  say(`\n${count("passed")} passed, ${count("failed")} failed${skipped}`);
  if (count("failed") > 0 || count("passed") === 0) process.exitCode = 1;
}
