// What every use of a card sends and receives, and OpenSC's way to the first of them on the same card.
//
//   node tests/bench/wire.mjs [--keep]
//
// Prints a table and writes it between its markers of docs/performance.md; --keep leaves that file alone.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { airMilliseconds } from "./air.mjs";
import { openScExchanges } from "./opensc-wire.mjs";
import { table } from "./table.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

const names = {
  "authenticate-usual": "authenticate, certificate of 746 octets",
  authenticate: "authenticate",
  "authenticate-authority": "… and the authority's certificate",
  sign: "sign",
  attributes: "attributes",
  face: "face",
  age: "age",
  "residence-1": "residence card, first generation",
  "residence-2": "residence card, second generation",
  "licence-text": "driving licence, text",
  licence: "… and photograph, domicile, signature",
  "my-number-licence": "licence on a My Number Card",
};

function countingProgram() {
  for (const preset of ["native-release", "native-debug"]) {
    const folder = process.env.KAZASHI_NATIVE_BUILD ?? `${root}build/${preset}`;
    if (!existsSync(`${folder}/build.ninja`)) continue;
    const built = spawnSync("cmake", ["--build", folder, "--target", "kazashi_wire"], { encoding: "utf8" });
    if (built.status !== 0) throw new Error(`kazashi_wire was not built:\n${built.stdout}${built.stderr}`);
    return `${folder}/tests/bench/kazashi_wire`;
  }
  throw new Error("no native build is configured: cmake --preset native-debug");
}

/** [{use, extended, exchanges}], counted by the core's own dialogues against virtual cards. */
export function exchangesOfUses() {
  const { status, stdout, stderr } = spawnSync(countingProgram(), { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const total = (exchanges, side) => exchanges.reduce((sum, exchange) => sum + exchange[side], 0);

function figures(exchanges) {
  return [
    `${exchanges.length}`,
    `${total(exchanges, 0)}`,
    `${total(exchanges, 1)}`,
    `${airMilliseconds(exchanges, 106).toFixed(0)} ms`,
    `${airMilliseconds(exchanges, 424).toFixed(0)} ms`,
  ];
}

/** The table as Markdown. */
export async function wireTable() {
  const counted = exchangesOfUses();
  const rows = counted.map(({ use, extended, exchanges }) => [
    names[use],
    extended ? "extended" : "short",
    ...figures(exchanges),
  ]);
  const openSc = await openScExchanges();
  const at = rows.findIndex(([name]) => name === names["authenticate-authority"]);
  if (openSc.skipped) process.stderr.write(`\n*** OPENSC WAS NOT COUNTED: ${openSc.skipped} ***\n\n`);
  else {
    rows.splice(
      at,
      0,
      [`OpenSC ${openSc.version}: the same, in one session`, "short", ...figures(openSc.oneSession)],
      ["OpenSC, as its two programs do it", "short", ...figures(openSc.twoPrograms)],
    );
  }
  return table(["", "commands", "APDUs", "octets sent", "received", "106 kbit/s", "424 kbit/s"], rows);
}

async function main() {
  const written = await wireTable();
  process.stdout.write(`${written}\n`);
  if (process.argv.includes("--keep")) return;
  const page = new URL("../../docs/performance.md", import.meta.url);
  const [begin, end] = ["<!-- wire: begin (npm run bench:wire writes it) -->", "<!-- wire: end -->"];
  const text = readFileSync(page, "utf8");
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error("docs/performance.md has lost its markers");
  writeFileSync(page, `${head}${begin}\n\n${written}\n\n${end}${tail}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
