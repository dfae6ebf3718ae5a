// `npm run fuzz [-- SECONDS [NAME...]]`: every fuzzer for so long (20 seconds unless told), two at a time, under ASan and
// UBSan. What each has learned stays in build/fuzz/corpus; an input that breaks one is written to build/fuzz.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { command, say } from "./setup/console.mjs";
import { root } from "./setup/places.mjs";

const folder = join(root, "build", "fuzz");
const vectors = resolve(root, process.env.KAZASHI_VECTORS ?? "../shared/vectors");

/** Which hostile inputs of others are a start for which fuzzer. */
const seeds = {
  certificate: [["fuzz-openssl-corpora", ["x509"]]],
  cms: [["fuzz-openssl-corpora", ["cms", "smime"]]],
  der: [["fuzz-openssl-corpora", ["asn1parse"]]],
  crl_stream: [
    ["fuzz-openssl-corpora", ["crl"]],
    ["boringssl-der-seeds", ["crl_parse_crl_certificatelist"]],
  ],
  ocsp: [["boringssl-der-seeds", ["ocsp_parse_ocsp_response"]]],
};

function suite(name) {
  const path = join(vectors, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).cases : [];
}

/** The fuzzer's corpus, with what the suites give for it. */
function corpus(name) {
  const place = join(folder, "corpus", name);
  mkdirSync(place, { recursive: true });
  for (const [source, targets] of seeds[name] ?? []) {
    for (const { data, der } of suite(source).filter(({ target }) => targets.includes(target))) {
      const octets = Buffer.from(data ?? der, "base64");
      writeFileSync(join(place, createHash("sha256").update(octets).digest("hex")), octets);
    }
  }
  return place;
}

async function build() {
  const flags = ["-DKAZASHI_FUZZ=ON", "-DCMAKE_CXX_FLAGS=-fsanitize=fuzzer-no-link"];
  await command("fuzz-configure", "cmake", ["--preset", "native-debug", "-B", folder, ...flags], {
    cwd: root,
  });
  await command("fuzz-build", "cmake", ["--build", folder, "--target", "fuzzers"], { cwd: root });
  return readdirSync(join(folder, "tests", "fuzz"))
    .filter((file) => file.endsWith("_fuzzer"))
    .map((file) => file.replace("_fuzzer", ""));
}

async function run(name, seconds) {
  const limits = [`-max_total_time=${seconds}`, "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"];
  const program = join(folder, "tests", "fuzz", `${name}_fuzzer`);
  const output = await command(`fuzz-${name}`, program, [...limits, corpus(name)], { cwd: folder });
  const [, count] = output.match(/number_of_executed_units: (\d+)/);
  say(`  ${name.padEnd(20)} ${count.padStart(10)} inputs`);
}

export async function fuzz() {
  const [seconds = "20", ...only] = process.argv.slice(3);
  if (!/^[1-9]\d{0,5}$/.test(seconds)) throw new Error("usage: npm run fuzz [-- SECONDS [NAME...]]");
  const all = await build();
  const unknown = only.filter((name) => !all.includes(name));
  if (unknown.length > 0)
    throw new Error(`there is no fuzzer ${unknown.join(", ")}; there are ${all.join(", ")}`);
  const waiting = only.length > 0 ? [...only] : [...all];
  const worker = async () => {
    while (waiting.length > 0) await run(waiting.shift(), seconds);
  };
  await Promise.all([worker(), worker()]);
}
