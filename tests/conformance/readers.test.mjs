// What other drivers were tested with: readers' frames, blocks, descriptors and tags. The C++ tests of the readers judge
// them and name each case that they leave out; this runs those tests where they were built.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { vectorsFolder } from "./support/suite.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const builds = ["build/native-debug", "build/native-release"].map((build) =>
  join(root, build, "tests/unit/reader/test_reader"),
);
const program = process.env.KAZASHI_READER_PROGRAM ?? builds.find((path) => existsSync(path));
const missing = existsSync(vectorsFolder)
  ? !program && `none of ${builds.join(", ")} is built`
  : `${vectorsFolder} is not there: set KAZASHI_VECTORS to the folder of the suites`;

test(
  "rcs380-frames, iso-dep-type4, ccid-readers, ndef: as expected or left out by name",
  { skip: missing },
  () => {
    const env = { ...process.env, KAZASHI_SOURCE_DIR: root, KAZASHI_VECTORS: vectorsFolder };
    const { status, stdout } = spawnSync(program, ["[vectors]"], { env, encoding: "utf8" });
    const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
    for (const line of lines) console.log(line);
    assert.equal(status, 0, stdout);
    assert.equal(lines.length, 4, stdout);
  },
);
