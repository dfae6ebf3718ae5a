// The source texts of OpenSSL, OpenJPEG, Catch2 and nlohmann/json, each checked against the SHA-256 in tools/pins.json.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { command, Missing, say } from "./console.mjs";
import { debian } from "./debian.mjs";
import { kept, sha256 } from "./kept.mjs";
import { pins } from "./places.mjs";
import { downloadSource } from "./private-apt.mjs";

async function fetched(pin, path) {
  const answer = await fetch(pin.archive).catch((error) => ({ ok: false, statusText: error.message }));
  if (!answer.ok) throw new Missing(`${pin.archive} could not be fetched: ${answer.statusText}.`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (sha256(bytes) !== pin.sha256)
    throw new Error(`${pin.archive} is not the file that tools/pins.json names`);
  writeFileSync(path, bytes);
}

// Debian's source package: the upstream tarball must be the pinned one; its patches come with the signed index.
async function fromDebian(name, pin, folder) {
  await downloadSource(name, folder);
  const files = readdirSync(folder);
  const upstream = files.find((file) => /\.orig\.tar\.[a-z0-9]+$/.test(file));
  // Debian may have packed the release anew: the same files in another archive.
  if (sha256(readFileSync(join(folder, upstream))) !== (pin.debianSha256 ?? pin.sha256)) return undefined;
  return {
    upstream: join(folder, upstream),
    patches: join(
      folder,
      files.find((file) => file.includes(".debian.tar")),
    ),
  };
}

const unpack = (archive, into, ...more) => {
  mkdirSync(into, { recursive: true });
  return command("unpack", "tar", ["-xf", archive, "-C", into, "--strip-components=1", ...more]);
};

async function applyPatches(archive, tree, work) {
  const folder = join(work, "debian");
  await unpack(archive, folder);
  const series = readFileSync(join(folder, "patches", "series"), "utf8")
    .split("\n")
    .map((line) => line.trim());
  for (const patch of series.filter((line) => line !== "" && !line.startsWith("#"))) {
    // The ceiling keeps git from taking a repository above the cache folder for the tree to patch.
    const ceiling = { GIT_CEILING_DIRECTORIES: work };
    await command("patch", "git", ["apply", "-p1", join(folder, "patches", patch)], {
      cwd: tree,
      env: ceiling,
    });
  }
  return `with Debian's patches ${sha256(readFileSync(archive)).slice(0, 16)}`;
}

/** A pinned source tree, with Debian 13's security patches when this is Debian: { folder, id }. */
async function patchedSource({ name, title, debianName, pin }) {
  const { folder } = await kept(`${name}-source`, [pin, Boolean(debian())], async (work) => {
    const download = join(work, "download");
    mkdirSync(download);
    const found = debian() ? await fromDebian(debianName, pin, download) : undefined;
    let archive = found?.upstream;
    if (!archive) {
      if (debian())
        say(`      Debian 13 has moved on from ${title} ${pin.version}: taking upstream's pinned release`);
      archive = join(download, "upstream.tar.gz");
      await fetched(pin, archive);
    }
    const tree = join(work, "tree");
    await unpack(archive, tree);
    const patches = found ? await applyPatches(found.patches, tree, work) : "as released";
    writeFileSync(join(work, "id"), `${pin.version} ${patches}`);
    rmSync(download, { recursive: true });
  });
  return { folder: join(folder, "tree"), id: readFileSync(join(folder, "id"), "utf8") };
}

export const opensslSource = () =>
  patchedSource({ name: "openssl", title: "OpenSSL", debianName: "openssl", pin: pins.openssl });

export const openjpegSource = () =>
  patchedSource({ name: "openjpeg", title: "OpenJPEG", debianName: "openjpeg2", pin: pins.openjpeg });

/** The folder with Catch2's two amalgamated files, and the usual header names leading to them. */
export async function catch2Source() {
  const { folder } = await kept("catch2", pins.catch2, async (work) => {
    const download = join(work, "download");
    mkdirSync(download);
    let archive = debian() ? (await fromDebian("catch2", pins.catch2, download))?.upstream : undefined;
    if (!archive) {
      archive = join(download, "upstream.tar.gz");
      await fetched(pins.catch2, archive);
    }
    await unpack(archive, join(work, "tree"));
    const extras = join(work, "tree", "extras");
    for (const file of ["catch_amalgamated.hpp", "catch_amalgamated.cpp"])
      copyFileSync(join(extras, file), join(work, file));
    await forwardHeaders(join(work, "tree", "src", "catch2"), join(work, "catch2"));
    for (const folder of [join(work, "tree"), download]) rmSync(folder, { recursive: true });
  });
  return folder;
}

async function forwardHeaders(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".hpp")) continue;
    const inside = (entry.parentPath ?? entry.path).slice(from.length);
    mkdirSync(join(to, inside), { recursive: true });
    writeFileSync(join(to, inside, entry.name), "#include <catch_amalgamated.hpp>\n");
  }
}

/** An include folder that holds nlohmann/json and nothing else, so that cross-compilers can be shown it too. */
export async function jsonInclude() {
  const system = ["/usr/include/nlohmann", "/usr/local/include/nlohmann"].find((path) =>
    existsSync(join(path, "json.hpp")),
  );
  const key = system ? [system, sha256(readFileSync(join(system, "detail", "abi_macros.hpp")))] : pins.json;
  const { folder } = await kept("json", key, async (work) => {
    mkdirSync(join(work, "nlohmann"));
    if (system) cpSync(system, join(work, "nlohmann"), { recursive: true });
    else await fetched(pins.json, join(work, "nlohmann", "json.hpp"));
  });
  return folder;
}
