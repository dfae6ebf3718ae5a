// The bench runs, and would not let anybody win by accepting everything.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { peers } from "../bench/peers.mjs";
import { altered, makeWork } from "../bench/work.mjs";
import { root } from "./support/build.mjs";

test("every peer does the work: what is right it accepts, what is altered, late or another authority's it does not", async () => {
  const work = await makeWork();
  for (const { name, prepare } of peers) {
    const verify = await prepare(work);
    assert.equal(await verify(work.person), true, name);
    for (const person of altered(work.person)) assert.equal(await verify(person), false, name);
    assert.equal(await verify({ ...work.person, message: new Uint8Array(64) }), false, name);
    const late = await prepare({ ...work, time: new Date("2060-01-01T00:00:00Z") });
    assert.equal(await late(work.person), false, name);
    await assert.rejects(prepare({ ...work, fingerprint: "00".repeat(32) }), /not the authority/, name);
  }
});

test("npm run bench prints a figure for everybody", () => {
  const page = readFileSync(`${root}docs/performance.md`, "utf8");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["tests/bench/run.mjs", "--keep", "--rounds", "1", "--milliseconds", "20"],
    { cwd: root, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  for (const name of ["Kazashi", "Node crypto", "node-forge", "PKI.js", "@peculiar/x509"]) {
    assert.equal(stdout.split("\n").filter((line) => line.startsWith(`| ${name}`)).length, 2, name);
  }
  assert.match(stdout, /commands to the card \(APDUs\) +\| \d+: \d+ SELECT/);
  assert.doesNotMatch(stdout, /NaN|undefined|Infinity/);
  assert.equal(readFileSync(`${root}docs/performance.md`, "utf8"), page);
  assert.ok(page.includes("<!-- figures: begin") && page.includes("<!-- figures: end"));
});
