// clang-format and clang-tidy over our C++. What clang-tidy passed once, with the same headers, is not read again.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { command, say } from "./setup/console.mjs";
import { sha256 } from "./setup/kept.mjs";
import { build, cache, pins, root } from "./setup/places.mjs";

const database = join(build, "native-debug");

const ours = (...patterns) =>
  spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", ...patterns], {
    cwd: root,
    encoding: "utf8",
  })
    .stdout.split("\n")
    .filter((file) => file !== "" && existsSync(join(root, file)));

const program = (name) =>
  spawnSync(`${name}-${pins.clang}`, ["--version"]).status === 0 ? `${name}-${pins.clang}` : name;

export async function format() {
  const files = ours("*.cpp", "*.h");
  await command("clang-format", program("clang-format"), ["--dry-run", "--Werror", ...files], { cwd: root });
  return `${files.length} files`;
}

/** For every source file in the build: the files it was compiled from, as ninja recorded them. */
function dependencies() {
  const listing = spawnSync("ninja", ["-C", database, "-t", "deps"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  }).stdout;
  const blocks = listing.split("\n\n").map((block) =>
    block
      .split("\n")
      .slice(1)
      .map((line) => line.trim()),
  );
  return new Map(blocks.filter((block) => block.length > 0).map((block) => [block[0], block]));
}

export async function tidy() {
  const commands = JSON.parse(readFileSync(join(database, "compile_commands.json"), "utf8"));
  const sources = commands.filter(({ file }) => file.startsWith(join(root, "src"))).map(({ file }) => file);
  const compiledFrom = dependencies();
  const version = spawnSync(program("clang-tidy"), ["--version"], { encoding: "utf8" }).stdout;
  const config = readFileSync(join(root, ".clang-tidy"), "utf8");
  const passed = join(cache, "tidy");
  mkdirSync(passed, { recursive: true });

  const key = (file) => {
    const inTree = (compiledFrom.get(file) ?? []).filter((path) => path.startsWith(root)).sort();
    const texts = inTree.map((path) => sha256(readFileSync(path)));
    return texts.length > 0 && sha256(JSON.stringify([version, config, file.slice(root.length), texts]));
  };
  const todo = sources
    .map((file) => [file, key(file)])
    .filter(([, hash]) => !hash || !existsSync(join(passed, hash)));
  const queue = [...todo];
  const complaints = [];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [file, hash] = next;
      const name = file.slice(root.length + 1);
      await command(`tidy-${name.replaceAll("/", "-")}`, program("clang-tidy"), [
        "--quiet",
        "-p",
        database,
        file,
      ]).then(
        () => hash && writeFileSync(join(passed, hash), name),
        (error) => complaints.push(`${name}: ${error.message}`),
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  for (const complaint of complaints) say(complaint);
  if (complaints.length > 0)
    throw new Error(`clang-tidy objects to ${complaints.length} of ${sources.length} files`);
  return `${sources.length} files, ${todo.length} of them new or changed`;
}
