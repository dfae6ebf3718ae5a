// COSE and CBOR have no command of their own: a C++ program judges them, and this runs it where it was built.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { vectorsFolder } from "./support/suite.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const builds = ["build/native-debug", "build/native-release"].map((build) =>
  join(root, build, "tests/conformance/test_conformance_cose"),
);
const program = process.env.KAZASHI_COSE_PROGRAM ?? builds.find((path) => existsSync(path));
const missing = existsSync(vectorsFolder)
  ? !program && `none of ${builds.join(", ")} is built`
  : `${vectorsFolder} is not there: set KAZASHI_VECTORS to the folder of the suites`;

test("cose-wg and cbor-rfc8949-appendix-a: every message as expected", { skip: missing }, () => {
  const env = { ...process.env, KAZASHI_SOURCE_DIR: root, KAZASHI_VECTORS: vectorsFolder };
  const { status, stdout } = spawnSync(program, { env, encoding: "utf8" });
  for (const line of stdout.split("\n")) if (line.startsWith("{")) console.log(line);
  assert.equal(status, 0, stdout);
});
