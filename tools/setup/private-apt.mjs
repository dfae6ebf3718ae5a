// An apt of our own beside the machine's: it reads Debian 13's signed index from the mirror this machine already
// uses, downloads into the cache folder, and installs or upgrades nothing.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, Missing, say } from "./console.mjs";
import { debian, updateIndex } from "./debian.mjs";
import { cache } from "./places.mjs";

const suite = "trixie";
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
const home = join(cache, "apt");

const options = [
  ["Dir::Etc::sourcelist", join(home, "sources.list")],
  ["Dir::Etc::sourceparts", "/dev/null"],
  ["Dir::Etc::preferences", "/dev/null"],
  ["Dir::Etc::preferencesparts", "/dev/null"],
  ["Dir::State::lists", join(home, "lists")],
  ["Dir::State::status", join(home, "status")],
  ["Dir::Cache", join(home, "cache")],
  ["Dir::Log", home],
  ["Acquire::Languages", "none"],
  ...(process.getuid() === 0 ? [["APT::Sandbox::User", "root"]] : []),
].flatMap(([name, value]) => ["-o", `${name}=${value}`]);

function mirrors() {
  const format = "$(LABEL)|$(CODENAME)|$(SITE)";
  const targets = spawnSync("apt-get", ["indextargets", "--format", format], { encoding: "utf8" });
  const rows = (targets.stdout ?? "").split("\n").map((line) => line.split("|"));
  const { codename } = debian();
  return {
    main: rows.find(([label, name]) => label === "Debian" && name === codename)?.[2],
    security: rows.find(([label]) => label === "Debian-Security")?.[2],
  };
}

let ready;
async function prepare() {
  let { main, security } = mirrors();
  if (!main) {
    await updateIndex("index");
    ({ main, security } = mirrors());
  }
  if (!main)
    throw new Missing(
      "This machine's apt sources name no Debian mirror, so Debian 13's packages cannot be found.",
    );
  for (const folder of ["lists/partial", "cache/archives/partial"])
    mkdirSync(join(home, folder), { recursive: true });
  const lines = (type, mirror, name) => `${type} [signed-by=${keyring}] ${mirror} ${name} main\n`;
  const list = ["deb", "deb-src"].map(
    (type) => lines(type, main, suite) + (security ? lines(type, security, `${suite}-security`) : ""),
  );
  writeFileSync(join(home, "sources.list"), list.join(""));
  writeFileSync(join(home, "status"), "");
  await command("private-apt-update", "apt-get", [...options, "-q", "update"]);
}

async function apt(log, args, folder) {
  ready ??= prepare();
  await ready;
  await command(log, "apt-get", [...options, "-q", ...args], { cwd: folder });
}

/** Downloads packages of Debian 13 (.deb) into `folder`, checked against the signed index. */
export const downloadPackages = (names, folder) =>
  apt("private-apt-download", ["download", ...names], folder);

/**
 * Downloads a source package of Debian 13 (upstream tarball and Debian's patches) into an empty `folder`. A mirror
 * may list a security update before it holds it: then it is the last point release's version, and we say so. It may
 * also hold all of a package but its description (.dsc), which nobody here reads: the two archives are checked
 * against the signed index by themselves.
 */
export async function downloadSource(name, folder) {
  const log = `private-apt-source-${name}`;
  const attempt = async (...commands) => {
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
    for (const args of commands) await apt(log, ["source", "--download-only", ...args], folder);
  };
  try {
    await attempt([name]);
  } catch {
    const released = `${name}/${suite}`;
    try {
      await attempt([released]);
      say(`      the mirror does not hold the newest ${name} it lists: taking the one of ${suite} itself`);
    } catch {
      await attempt(["--tar-only", released], ["--diff-only", released]);
    }
  }
}
