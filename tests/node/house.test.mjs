// The rules of the house that no compiler checks: which way includes point, who may touch OpenSSL and Emscripten, that
// the core knows no world, and how heavy the modules may be.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = fileURLToPath(new URL("../../", import.meta.url));

// What each room may include besides itself. docs/architecture.md draws it.
const mayInclude = {
  base: [],
  der: ["base"],
  crypto: ["base", "der"],
  pki: ["base", "der", "crypto"],
  cms: ["base", "der", "crypto", "pki"],
  cose: ["base", "der", "crypto"],
  card: ["base", "der", "crypto"],
  trust: ["base", "der", "crypto", "pki", "cose"],
  reader: ["base"],
  rules: ["base"],
  picture: ["base"],
  revocation: ["base", "der", "crypto", "pki"],
  cases: ["base", "crypto", "pki", "cms", "reader", "revocation", "trust", "verify"],
  verify: ["base", "der", "crypto", "pki", "cms", "cose", "trust", "card", "reader", "rules"],
};

function sources(folder) {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && [".h", ".cpp", ".c"].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({ path: relative(root, path).split(sep).join("/"), text: readFileSync(path, "utf8") }));
}

function includesOf(text) {
  return [...text.matchAll(/^\s*#\s*include\s*[<"]([^>"]+)[>"]/gm)].map(([, header]) => header);
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/\/\/.*$/gm, "");
}

function wrongDirections(files) {
  return files.flatMap(({ path, text }) => {
    const room = path.split("/")[1];
    const allowed = mayInclude[room];
    if (!allowed) return [`${path}: the room "${room}" is not in the list`];
    return includesOf(text)
      .filter((header) => header.split("/")[0] in mayInclude && header.includes("/"))
      .filter((header) => header.split("/")[0] !== room && !allowed.includes(header.split("/")[0]))
      .map((header) => `${path} includes ${header}`);
  });
}

function including(files, pattern) {
  return files
    .filter(({ text }) => includesOf(text).some((header) => pattern.test(header)))
    .map(({ path }) => path);
}

// What a core that knows no world has no word for. Each is matched in code, not in comments.
const worldly = [
  [
    "a clock",
    /::now\s*\(|\bstd::time\s*\(|\btime\s*\(\s*(nullptr|NULL|0)\s*\)|\bgettimeofday\b|\bclock_gettime\b/,
  ],
  [
    "a file or the console",
    /\bfopen\b|\bstd::(cout|cerr|clog|cin|[io]?fstream|f?printf|puts)\b|\bprintf\s*\(/,
  ],
  [
    "input and output headers",
    /#\s*include\s*<(iostream|fstream|cstdio|stdio\.h|ctime|time\.h|filesystem|print)>/,
  ],
  ["the environment", /^(?!#define getenv\(name\) NULL$).*\bgetenv\b/m], // one door of OpenJPEG is walled up
  ["chance", /#\s*include\s*<random>|\b(std::)?rand\s*\(/],
  ["threads", /#\s*include\s*<(thread|mutex|atomic|future|condition_variable)>|\bthread_local\b/],
  ["exceptions", /\bthrow\b|\btry\s*\{|\bcatch\s*\(/],
  ["state that outlives a call", /^[ \t]*(?:inline\s+)?static\s+(?!const\b|constexpr\b)[^(;{}=]*[;={]/m],
  ["the network", /#\s*include\s*<(sys\/socket|netdb|curl)/],
];

function worldlyWords(files) {
  return files.flatMap(({ path, text }) =>
    worldly
      .filter(([, pattern]) => pattern.test(withoutComments(text)))
      .map(([what]) => `${path} knows ${what}`),
  );
}

test("includes point from verify towards base and never back", () => {
  const files = sources("src");
  assert.ok(files.length > 20, "the sources were found");
  assert.deepEqual(wrongDirections(files), []);
});

test("the include check can fail", () => {
  const upward = { path: "src/card/jpki.h", text: '#include "verify/report.h"\n' };
  const sideways = { path: "src/reader/rcs380.cpp", text: '#include "card/jpki.h"\n' };
  const unlisted = { path: "src/gui/window.h", text: "" };
  assert.equal(wrongDirections([upward, sideways, unlisted]).length, 3);
});

test("every room of src is in the list and tells in two lines what it is for", () => {
  const rooms = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  for (const { name } of rooms) {
    const banner = readFileSync(join(root, "src", name, "CMakeLists.txt"), "utf8").split("\n", 2);
    assert.ok(name in mayInclude, name);
    assert.ok(
      banner.every((line) => line.startsWith("# ")),
      `src/${name}/CMakeLists.txt begins with its banner`,
    );
  }
});

test("OpenSSL is included in src/crypto alone", () => {
  const found = including([...sources("src"), ...sources("wasm")], /^openssl\//);
  const strangers = found.filter(
    (path) => !path.startsWith("src/crypto/") && !path.startsWith("wasm/openssl/"),
  );
  assert.ok(
    found.some((path) => path.startsWith("src/crypto/")),
    "src/crypto was found to include it",
  );
  assert.deepEqual(strangers, []);
});

test("OpenJPEG is included in src/picture alone", () => {
  const found = including([...sources("src"), ...sources("wasm")], /^(openjpeg|opj_.*|codestream)\.h$/);
  assert.ok(found.length > 0, "src/picture was found to include it");
  assert.deepEqual(
    found.filter((path) => !path.startsWith("src/picture/")),
    [],
  );
});

test("Emscripten is included in the seam alone", () => {
  assert.deepEqual(including(sources("src"), /^emscripten/), []);
  const simulator = including(sources("tests/simulator"), /^emscripten/);
  assert.deepEqual(
    simulator.filter((path) => !path.startsWith("tests/simulator/wasm/")),
    [],
  );
});

test("the simulator shares no code with the core that it tests", () => {
  const rooms = new RegExp(`^(${Object.keys(mayInclude).join("|")})/`);
  const apart = sources("tests/simulator").filter(({ path }) => !path.includes("/unit/"));
  assert.ok(apart.length > 5, "the simulator was found");
  assert.deepEqual(including(apart, rooms), []);
});

test("the production module contains nothing of the simulator", () => {
  assert.deepEqual(including([...sources("src"), ...sources("wasm")], /simulator/), []);
});

test("the core knows no clock, file, environment, chance, thread, exception or lasting state", () => {
  assert.deepEqual(worldlyWords(sources("src")), []);
});

test("the check for worldly words can fail, and lets static functions be", () => {
  const file = (text) => [{ path: "src/base/x.cpp", text }];
  for (const guilty of [
    "auto t = std::chrono::system_clock::now();",
    "#include <iostream>",
    'auto* home = getenv("HOME");',
    "static int counter = 0;",
    "  static std::map<int, int> cache;",
    "thread_local int depth;",
    "throw 1;",
  ]) {
    assert.equal(worldlyWords(file(guilty)).length > 0, true, guilty);
  }
  for (const innocent of [
    "// never calls system_clock::now()",
    "  static constexpr std::size_t value = [] { return 1; }();",
    "  [[nodiscard]] static Result<Bytes> parse(ByteView octets);",
    "static_assert(sizeof(int) == 4);",
  ]) {
    assert.deepEqual(worldlyWords(file(innocent)), [], innocent);
  }
});

test("each module stays within its budget of compressed octets", () => {
  const budget = JSON.parse(readFileSync(join(root, "wasm/size-budget.json"), "utf8"));
  for (const [name, { brotli }] of Object.entries(budget.files)) {
    const file = readFileSync(join(root, "build/wasm", name));
    const size = brotliCompressSync(file, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 24,
        [constants.BROTLI_PARAM_SIZE_HINT]: file.length,
      },
    }).length;
    assert.ok(size <= brotli, `${name}: ${size} octets, the budget is ${brotli}`);
    // A budget far above the truth guards nothing.
    assert.ok(
      size >= brotli * 0.8,
      `${name}: ${size} octets; set the budget of ${brotli} down to about 1.03 times that`,
    );
  }
});
