// The worked change of docs/rules.md, run as it is written.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./support/build.mjs";

const guide = readFileSync(join(root, "docs/rules.md"), "utf8");
const [, commands] =
  /<!-- worked change: begin -->\s*```sh\n([\s\S]*?)```\s*<!-- worked change: end -->/.exec(guide);

function run(script) {
  const work = mkdtempSync(join(tmpdir(), "kazashi-guide-"));
  try {
    // A folder of one's own has no package to find the command in.
    const npx = `npx() { shift; ${JSON.stringify(process.execPath)} ${JSON.stringify(join(root, "build/dist/server/cli.js"))} "$@"; }`;
    return spawnSync("bash", ["-euc", `${npx}\n${script}`], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, work },
    });
  } finally {
    rmSync(work, { recursive: true });
  }
}

test("the worked change does what the guide says of it", () => {
  assert.match(commands, /npx kazashi rules sign/);
  const { status, stdout, stderr } = run(commands);
  assert.equal(status, 0, stderr);
  const answers = stdout.split("\n").filter((line) => line.startsWith('{"id"'));
  assert.deepEqual(
    answers.map((line) => {
      const { id, outcome, row } = JSON.parse(line);
      return [id, outcome, row];
    }),
    [...Array(2)].flatMap(() => [
      ["last day before", "not_started", "R2"],
      ["first day", "online_possible", "R3"],
    ]),
  );
  assert.match(stdout, /「2024年9月1日から/);
  assert.match(stdout, /"version": 2\n/);
  assert.doesNotMatch(stderr, /note gap/);
});

test("half the change leaves a gap, and the check says so", () => {
  const half = commands.replace(
    "sed -i -e 's/2024-08-06/2024-09-01/'",
    "sed -i -e '/\"all\"/s/2024-08-06/2024-09-01/'",
  );
  assert.notEqual(half, commands);
  const { stderr } = run(half.slice(0, half.indexOf("npx kazashi decide")));
  assert.match(stderr, /note gap: D-QUAL.*\n.*"evaluationDate":"2024-08-/);
});
