// Revocation at national scale: CRLs of ten thousand to ten million entries made into sets and looked up, beside
// OpenSSL's own CRL objects in the same WebAssembly module and SHA-256 by the same OpenSSL, all in one run. Writes its
// figures into docs/performance.md and the plot beside it.
//   npm run bench:crl            all sizes
//   npm run bench:crl -- --quick up to a million, nothing written
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { denseSerials, lookups, makeCrl, randomSerials } from "./crl-sample.mjs";
import { growthPlot } from "./crl-plot.mjs";
import { machine } from "./machine.mjs";
import { median } from "./statistics.mjs";
import { table } from "./table.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const quick = process.argv.includes("--quick");
const built = `${root}build/wasm-release`;
const moduleFile = process.env.KAZASHI_CRL_BENCH ?? `${built}/wasm/kazashi-crl-bench.mjs`;
const rounds = 3;
const sizes = quick ? [1e4, 1e5, 1e6] : [1e4, 1e5, 1e6, 1e7];
/** OpenSSL's objects for ten million would need more memory than a page has. */
const largestForOpenSsl = 1e6;

if (!process.env.KAZASHI_CRL_BENCH) {
  const run = (...command) => {
    if (
      spawnSync(command[0], command.slice(1), { cwd: root, stdio: ["ignore", "ignore", "inherit"] })
        .status !== 0
    )
      throw new Error(`${command.join(" ")} failed`);
  };
  if (!existsSync(`${built}/build.ninja`)) run("cmake", "--preset", "wasm-release");
  run("ninja", "-C", built, "wasm_kazashi-crl-bench");
}
const { default: createModule } = await import(pathToFileURL(moduleFile).href);

/** Processor time of this process in milliseconds: what else the machine does meanwhile is not counted. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
function timed(work) {
  const begin = processorTime();
  const ok = work();
  if (ok === false) throw new Error("a step of the bench failed");
  return processorTime() - begin;
}
const mebi = 2 ** 20;

/** Nanoseconds a lookup: the median of many batches. */
function lookupTime(contestant, asked, size) {
  const batch = 2000;
  const times = [];
  for (let at = 0; at < asked.length; at += batch * size) {
    const part = asked.subarray(at, at + batch * size);
    let found = 0;
    times.push((timed(() => (found = contestant.lookUp(part, size)) >= 0) * 1e6) / batch);
    if (found !== batch / 2) throw new Error(`found ${found} of ${batch / 2}`);
  }
  return median(times);
}

async function hashOnce({ pieces }) {
  const hash = new (await createModule()).Sha256();
  return timed(() => {
    for (const piece of pieces) hash.push(piece);
    hash.finish();
  });
}

async function oursOnce({ pieces, name, spki }, asked, size) {
  const module = await createModule();
  const before = module.memory();
  const ours = new module.Ours();
  const ingested = timed(() => pieces.every((piece) => ours.push(piece)) && ours.finish(name, spki));
  const growth = module.memory() - before;
  const opened = timed(() => ours.open());
  return { ingested, growth, opened, file: ours.fileSize(), lookup: lookupTime(ours, asked, size) };
}

async function openSslOnce({ octets, spki }, asked, size) {
  const module = await createModule();
  const before = module.memory();
  const theirs = new module.OpenSsl();
  // the first lookup sorts the entries; it belongs to the work
  const ingested = timed(
    () => theirs.parse(octets) && theirs.verify(spki) && theirs.lookUp(asked.subarray(0, size), size) >= 0,
  );
  const growth = module.memory() - before - octets.length; // the DER itself is freed after parsing
  return { ingested, growth, lookup: lookupTime(theirs, asked, size) };
}

async function measure(count, serialsOf, withOpenSsl) {
  const serials = serialsOf(count);
  const crl = makeCrl(count, serials);
  const asked = lookups(100_000, count, serials);
  const seen = { hash: [], ours: [], theirs: [] };
  for (let round = 0; round < rounds; ++round) {
    seen.hash.push(await hashOnce(crl));
    seen.ours.push(await oursOnce(crl, asked, serials.size));
    if (withOpenSsl) seen.theirs.push(await openSslOnce(crl, asked, serials.size));
  }
  const of = (runs, member) => (runs.length > 0 ? median(runs.map((run) => run[member])) : undefined);
  const result = {
    count,
    octets: crl.octets.length,
    hash: median(seen.hash),
    ingested: of(seen.ours, "ingested"),
    growth: of(seen.ours, "growth"),
    opened: of(seen.ours, "opened"),
    file: of(seen.ours, "file"),
    lookup: of(seen.ours, "lookup"),
    theirs: withOpenSsl && {
      ingested: of(seen.theirs, "ingested"),
      growth: of(seen.theirs, "growth"),
      lookup: of(seen.theirs, "lookup"),
    },
  };
  console.error(`${count} entries: ${Math.round(result.ingested)} ms`);
  return result;
}

const dense = [];
for (const count of sizes) dense.push(await measure(count, denseSerials, count <= largestForOpenSsl));
const random = await measure(1e6, randomSerials, false);

const thousands = (count) => count.toLocaleString("en");
const speed = (octets, milliseconds) => (octets / milliseconds / 1000).toFixed(0);
const rows = dense.map((entry) => [
  thousands(entry.count),
  `${entry.ingested.toFixed(0)} ms`,
  `${speed(entry.octets, entry.ingested)} MB/s`,
  `${speed(entry.octets, entry.hash)} MB/s`,
  `${(entry.hash / entry.ingested).toFixed(2)}`,
  `${(entry.growth / mebi).toFixed(1)} MiB`,
  `${(entry.file / entry.count).toFixed(2)}`,
  `${entry.opened.toFixed(1)} ms`,
  `${(entry.lookup / 1000).toFixed(2)} µs`,
]);
const compared = dense.filter(({ theirs }) => theirs);
const figures = [
  `Measured on ${machine()}, in WebAssembly under Node; processor time, median of ${rounds} rounds, each in a module of its own.`,
  "",
  "**Serials of four octets, 23 octets of DER an entry**, in no order, one in 26.8 of a range (as dense as ten million among 2^28):",
  "",
  table(
    [
      "entries",
      "ingested in",
      "speed",
      "SHA-256 alone",
      "ratio",
      "memory grew by",
      "octets an entry",
      "opened in",
      "lookup",
    ],
    rows,
  ),
  "",
  `**Random serials of 16 octets**, ${thousands(random.count)} entries: ${(random.file / random.count).toFixed(2)} octets an entry (${(random.file / random.count / 16).toFixed(2)} × the serial), ingested at ${speed(random.octets, random.ingested)} MB/s, lookup ${(random.lookup / 1000).toFixed(2)} µs.`,
  "",
  "**OpenSSL's own CRL objects in the same module** (decode, verify, first lookup, which sorts):",
  "",
  table(
    [
      "entries",
      "OpenSSL",
      "Kazashi",
      "faster by",
      "its objects",
      "our set",
      "smaller by",
      "ingesting grew by",
      "its lookup",
    ],
    compared.map(({ count, theirs, ingested, file, growth }) => [
      thousands(count),
      `${theirs.ingested.toFixed(0)} ms`,
      `${ingested.toFixed(0)} ms`,
      `${(theirs.ingested / ingested).toFixed(0)} ×`,
      `${(theirs.growth / mebi).toFixed(1)} MiB`,
      `${(file / mebi).toFixed(2)} MiB`,
      `${(theirs.growth / file).toFixed(0)} ×`,
      `${(growth / mebi).toFixed(1)} MiB`,
      `${(theirs.lookup / 1000).toFixed(2)} µs`,
    ]),
  ),
  "",
  "![Time and memory grow with the number of entries](images/crl-growth.svg)",
].join("\n");

console.log(figures);
if (!quick) {
  const page = `${root}docs/performance.md`;
  const text = readFileSync(page, "utf8");
  const begin = "<!-- crl: begin (npm run bench:crl writes them) -->";
  const end = "<!-- crl: end -->";
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${page} has no place for the figures`);
  writeFileSync(page, `${before}${begin}\n\n${figures}\n\n${end}${after}`);
  writeFileSync(`${root}docs/images/crl-growth.svg`, growthPlot(dense));
}
