// Debian's packages: which Debian this is, which packages are missing, and installing just those.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { command, Missing, say } from "./console.mjs";

export const buildPackages = [
  "clang-19",
  "lld-19",
  "llvm-19",
  "libclang-rt-19-dev",
  "cmake",
  "ninja-build",
  "ccache",
  "nlohmann-json3-dev",
  "make",
  "perl",
  "python3",
  "patchelf",
  "xz-utils",
];

// A browser with a Japanese font, a smart-card stack with a virtual reader, and the C++ linters.
export const testPackages = [
  "clang-format-19",
  "clang-tidy-19",
  "chromium",
  "fonts-vlgothic",
  "opensc",
  "openssl",
  "pcscd",
  "vsmartcard-vpcd",
];

/** {release: 12 | 13 | ..., codename} on Debian itself, undefined elsewhere. */
export function debian() {
  if (!existsSync("/etc/os-release")) return undefined;
  const value = (name) =>
    readFileSync("/etc/os-release", "utf8").match(new RegExp(`^${name}="?([^"\\n]*)"?$`, "m"))?.[1];
  if (value("ID") !== "debian") return undefined;
  return { release: Number(value("VERSION_ID")), codename: value("VERSION_CODENAME") };
}

function installed(name) {
  const query = spawnSync("dpkg-query", ["-W", "-f", "${db:Status-Status}", name], { encoding: "utf8" });
  return query.status === 0 && query.stdout === "installed";
}

export function installable(name) {
  const policy = spawnSync("apt-cache", ["policy", name], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  return /Candidate: (?!\(none\))/.test(policy.stdout ?? "");
}

function asRoot() {
  if (process.getuid() === 0) return [];
  if (spawnSync("sudo", ["--version"]).status !== 0) return undefined;
  return process.stdin.isTTY ? ["sudo"] : ["sudo", "-n"];
}

async function apt(log, args, wanted) {
  const prefix = asRoot();
  if (prefix === undefined) {
    throw new Missing(
      `Kazashi needs the Debian packages ${wanted.join(" ")}, and this user is neither root nor has sudo.`,
    );
  }
  const [program, ...rest] = [...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", ...args];
  await command(log, program, rest, { input: prefix.length > 0 ? "inherit" : undefined });
}

export async function updateIndex(reason) {
  await apt("apt-update", ["update"], [reason]);
}

/** Installs those of the packages that are not there; asks for root only then. */
export async function install(names) {
  const missing = names.filter((name) => !installed(name));
  if (missing.length === 0) return `all ${names.length} packages are there`;
  say(`      installing ${missing.join(" ")}`);
  await apt("apt-update", ["update"], missing);
  await apt("apt-install", ["install", "-y", "--no-install-recommends", ...missing], missing);
  return `installed ${missing.length} packages`;
}
