// How long a new process takes to its first verification.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kazashi } from "./kazashi.mjs";
import { peers } from "./peers.mjs";
import { median } from "./statistics.mjs";

const program = fileURLToPath(new URL("first-verification.mjs", import.meta.url));

export function coldStarts(work, { rounds }) {
  const folder = mkdtempSync(join(tmpdir(), "kazashi-bench-"));
  try {
    const path = join(folder, "work.json");
    const asText = (_, value) =>
      value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
    writeFileSync(path, JSON.stringify(work, asText));
    const field = [kazashi, ...peers].map(({ id, name }) => ({ id, name, times: [] }));
    for (let round = 0; round <= rounds; round += 1) {
      for (const { id, times } of field) {
        const { status, stdout, stderr } = spawnSync(process.execPath, [program, id, path], {
          encoding: "utf8",
        });
        if (status !== 0) throw new Error(`${id}: ${stderr}`);
        if (round > 0) times.push(Number(stdout)); // the first round fills the file cache
      }
    }
    return field.map(({ id, name, times }) => ({ id, name, median: median(times) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
