// npm run bench: Kazashi beside what else one would use in JavaScript, on equal work in one run.
//
//   node tests/bench/run.mjs [--rounds 9] [--milliseconds 400] [--keep]
//
// Prints the figures and writes them between the markers of docs/performance.md; --keep leaves that file alone.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { coldStarts } from "./cold-start.mjs";
import { machine } from "./machine.mjs";
import { table } from "./table.mjs";
import { compressedSizes } from "./sizes.mjs";
import { throughput } from "./throughput.mjs";
import { makeWork } from "./work.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "9" },
    milliseconds: { type: "string", default: "400" },
    keep: { type: "boolean", default: false },
  },
});
const rounds = Number(options.rounds);

const said = (part) => process.stderr.write(`bench: ${part} ...\n`);
const work = await makeWork();
said("verifications a second");
const speeds = await throughput(work, { rounds, milliseconds: Number(options.milliseconds) });
said("cold starts");
const starts = coldStarts(work, { rounds });
said("sizes");
const sizes = await compressedSizes();

const { card, ...visit } = work.seen;

const figures = [
  `Measured on ${machine()}.`,
  "",
  `**Chain and signature, verifications a second** (one at a time; median of ${rounds} interleaved rounds, smallest to largest):`,
  "",
  table(
    ["", "a second", "range", "to Kazashi"],
    speeds.map(({ name, median, low, high, ratio }) => [
      name,
      median.toFixed(0),
      `${low.toFixed(0)} – ${high.toFixed(0)}`,
      `${ratio.toFixed(2)} ×`,
    ]),
  ),
  "",
  `**Cold start in Node**: from before the first import to the end of the first verification, in a new process (median of ${rounds}, Node's own start not counted), and what a page would have to load, bundled, minified and compressed by brotli 11:`,
  "",
  table(
    ["", "first verification", "to load"],
    starts.map(({ id, name, median }) => [
      name,
      `${median.toFixed(0)} ms`,
      sizes[id] ? kilobytes(sizes[id]) : "nothing: it is part of Node",
    ]),
  ),
  "",
  "**One authentication on the wire**, simulated adult, from opening the reader to switching its field off:",
  "",
  table(
    ["", ""],
    [
      [
        "commands to the card (APDUs)",
        `${card.commands}: ${card.selects} SELECT, ${card.reads} READ BINARY, ${card.queries} asking for the tries left, ${card.verifies} VERIFY, ${card.signatures} signature`,
      ],
      ["USB transfers", `${visit.transfersOut} out, ${visit.transfersIn} in`],
      ["octets over USB", `${visit.octetsOut} out, ${visit.octetsIn} in`],
      ["evidence", `${work.person.evidence.length} octets`],
    ],
  ),
].join("\n");

function kilobytes(octets) {
  return `${(octets / 1000).toFixed(1)} kB`;
}

process.stdout.write(`${figures}\n`);
if (!options.keep) {
  const page = new URL("../../docs/performance.md", import.meta.url);
  const [begin, end] = ["<!-- figures: begin (npm run bench writes them) -->", "<!-- figures: end -->"];
  const text = readFileSync(page, "utf8");
  const [head, rest] = text.split(begin);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error("docs/performance.md has lost its markers");
  writeFileSync(page, `${head}${begin}\n\n${figures}\n\n${end}${tail}`);
}
