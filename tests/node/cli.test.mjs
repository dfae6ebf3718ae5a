// The command `kazashi`, run as a person runs it.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { root, testPki } from "./support/build.mjs";
import { kazashi } from "./support/run.mjs";

const testTrust = fileURLToPath(new URL("../../build/wasm/trust-test.cose", import.meta.url));
const defaults = [
  "--origin",
  "https://kazashi.example",
  "--nonce",
  "a2F6YXNoaS10ZXN0LW5vbmNlLW5ldmVyLXVzZS1pdCE=",
];
const tests = ["--environment", "test"];
const accept = ["--policy", "accept-not-checked"];
const auth = (...more) => kazashi(["auth", "--bridge", "simulator", "--pin-fd", "0", ...more], "1234\n");
// The people are what their names say on the day that their certificates were made.
const thatDay = ["--time", `${testPki.today}T03:00:00Z`];

let folder, printed, evidence;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "kazashi-"));
  ({ stdout: printed } = await auth());
  ({ evidence } = JSON.parse(printed));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const verify = (path, ...more) =>
  kazashi([
    "verify-evidence",
    path,
    ...defaults,
    "--trust",
    testTrust,
    ...tests,
    ...(more.length > 0 ? more : accept),
  ]);

test("auth prints the Report and the evidence, and nothing else on standard output", async () => {
  const { code, json, stderr } = await auth();
  assert.equal(code, 2);
  assert.deepEqual(Object.keys(json), ["report", "evidence"]);
  assert.equal(json.report.verdict, "INDETERMINATE");
  assert.equal(json.report.subIndication, "TRY_LATER");
  assert.equal(json.report.environment, "TEST");
  const open = json.report.findings.filter(({ outcome }) => outcome !== "passed");
  assert.deepEqual(
    open.map(({ code }) => code),
    ["revocation.not-checked"],
  );
  assert.match(stderr, /INDETERMINATE \(TRY_LATER\), under a TEST trust bundle/);
  assert.match(stderr, /3 tries left/);
});

test("the policy that accepts missing revocation data passes with exit status 0", async () => {
  const { code, json } = await auth(...accept);
  assert.equal(code, 0);
  assert.equal(json.report.verdict, "TOTAL-PASSED");
});

const people = {
  adult: [0, "TOTAL-PASSED"],
  renewing: [0, "TOTAL-PASSED"],
  "second-generation": [0, "TOTAL-PASSED"],
  expired: [1, "certificate.expired"],
  "not-yet-valid": [1, "certificate.not-yet-valid"],
  "altered-certificate": [1, "certificate.signature-invalid"],
  "other-ca": [2, "path.authority-not-configured"],
  "blocked-pin": [3, "card.pin-blocked"],
  "one-try-left": [3, "card.pin-last-try"],
};

test("every person of the simulator is listed here", () => {
  assert.deepEqual(Object.keys(people).sort(), testPki.people.map(({ id }) => id).sort());
});

for (const [person, [status, what]] of Object.entries(people)) {
  test(`auth with the card of ${person} ends with ${status}: ${what}`, async () => {
    const { code, json } = await auth("--person", person, ...accept, ...thatDay);
    const codes = json.report
      ? [json.report.verdict, ...json.report.findings.map((finding) => finding.code)]
      : [json.failure.code];
    assert.ok(codes.includes(what), codes.join());
    assert.equal(code, status);
  });
}

test("the last try is used only by who insists", async () => {
  const { code, json } = await auth("--person", "one-try-left", "--accept-last-try", ...accept, ...thatDay);
  assert.equal(code, 0);
  assert.equal(json.report.verdict, "TOTAL-PASSED");
});

test("one newline after the PIN is not part of it, and everything else is", async () => {
  for (const [typed, status] of [
    ["1234", 0],
    ["1234\n", 0],
    ["1234\r\n", 0],
    ["1234\n\n", 3],
    [" 1234\n", 3],
    ["1234 ", 3],
    ["", 3],
  ]) {
    const { code, json } = await kazashi(
      ["auth", "--bridge", "simulator", "--pin-fd", "0", ...accept],
      typed,
    );
    assert.equal(code, status, JSON.stringify(typed));
    if (status === 3) assert.equal(json.failure.code, "card.pin-format");
  }
});

test("a pipe with more than any PIN gives none, not even what came through it first", () => {
  const { status, stdout } = spawnSync(
    "bash",
    [
      "-c",
      `{ printf 1234; sleep 2; printf '%060d' 0; } | exec "$0" build/dist/server/cli.js auth --bridge simulator --pin-fd 0`,
      process.execPath,
    ],
    { cwd: root, encoding: "utf8" },
  );
  assert.equal(status, 3);
  assert.equal(JSON.parse(stdout).failure.code, "card.pin-format");
});

test("a wrong PIN is told with the tries that are left and never with the PIN", async () => {
  const { code, json, stdout, stderr } = await kazashi(
    ["auth", "--bridge", "simulator", "--pin-fd", "0"],
    "9876\n",
  );
  assert.equal(code, 3);
  assert.deepEqual(json.failure, { code: "card.pin-wrong", detail: { kind: "tries-left", value: 2 } });
  assert.doesNotMatch(stdout + stderr, /9876/);
});

test("the PIN can come from any descriptor and never from an argument", async () => {
  const pin = file("pin", "1234");
  const { status, stdout } = spawnSync(
    "bash",
    [
      "-c",
      `exec ${JSON.stringify(process.execPath)} build/dist/server/cli.js auth --bridge simulator --pin-fd 7 7<"$1"`,
      "bash",
      pin,
    ],
    { cwd: root, encoding: "utf8" },
  );
  assert.equal(status, 2);
  assert.equal(JSON.parse(stdout).report.verdict, "INDETERMINATE");
  const closed = await kazashi(["auth", "--bridge", "simulator", "--pin-fd", "9"]);
  assert.equal(closed.code, 64);
  const argument = await kazashi(["auth", "--bridge", "simulator", "--pin", "1234"]);
  assert.equal(argument.code, 64);
  const nobody = await kazashi(["auth", "--bridge", "simulator"]);
  assert.equal(nobody.code, 64);
  assert.match(nobody.stderr, /no terminal/);
});

/** The command on a terminal, which `script` of Debian's bsdutils makes; `keys` are typed once it asks. */
function onTerminal(keys) {
  return new Promise((resolve) => {
    const command = `${JSON.stringify(process.execPath)} build/dist/server/cli.js auth --bridge simulator`;
    const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd: root });
    let screen = "";
    let typed = false;
    child.stdout.on("data", (chunk) => {
      screen += chunk;
      if (!typed && screen.includes("PIN: ")) {
        typed = true;
        setTimeout(() => child.stdin.write(keys), 100); // the terminal stops showing keys just after it has asked
      }
    });
    child.on("close", (code) => resolve({ code, screen }));
  });
}

const withoutScript =
  spawnSync("script", ["--version"]).status === 0 ? false : "there is no program `script` here";

test("a terminal asks for the PIN and shows nothing of it", { skip: withoutScript }, async () => {
  const { code, screen } = await onTerminal("129\x7f34\r");
  assert.equal(code, 2, screen);
  assert.match(screen, /"verdict": "INDETERMINATE"/);
  const shown = screen.slice(screen.indexOf("PIN: "), screen.indexOf("verifying-pin"));
  assert.equal(shown.trim(), "PIN:");
});

test("Ctrl-C at the prompt gives up and spends no try", { skip: withoutScript }, async () => {
  const { code, screen } = await onTerminal("12\x03");
  assert.equal(code, 3, screen);
  assert.match(screen, /user\.cancelled/);
  assert.match(screen, /releasing-reader/);
  assert.doesNotMatch(screen, /verifying-pin/);
});

test("the evidence verifies again, from what auth printed, from its text alone and from standard input", async () => {
  for (const path of [
    file("printed.json", printed),
    file("evidence.json", evidence),
    file("line.json", `${evidence}\n`),
  ]) {
    const { code, json } = await verify(path);
    assert.equal(code, 0, path);
    assert.equal(json.report.verdict, "TOTAL-PASSED");
  }
  const piped = await kazashi(
    ["verify-evidence", "-", ...defaults, "--trust", testTrust, ...tests, ...accept],
    printed,
  );
  assert.equal(piped.code, 0);
  const required = await verify(file("again.json", printed), "--policy", "require");
  assert.equal(required.code, 2);
});

test("one changed octet of the signature is TOTAL-FAILED and named", async () => {
  const { signature } = JSON.parse(evidence).token;
  const octets = Buffer.from(signature, "base64");
  octets[100] ^= 1;
  const path = file("changed.json", printed.replace(signature, octets.toString("base64")));
  const { code, json, stderr } = await verify(path);
  assert.equal(code, 1);
  assert.equal(json.report.verdict, "TOTAL-FAILED");
  const failed = json.report.findings.filter(({ outcome }) => outcome === "failed");
  assert.deepEqual(failed, [{ id: "token.signature", outcome: "failed", code: "signature.invalid" }]);
  assert.match(stderr, /failed: token\.signature: signature\.invalid/);
});

test("another nonce or origin does not verify, and a bad one is refused", async () => {
  const path = file("evidence2.json", evidence);
  const against = (origin, nonce) =>
    kazashi([
      "verify-evidence",
      path,
      "--origin",
      origin,
      "--nonce",
      nonce,
      "--trust",
      testTrust,
      ...tests,
      ...accept,
    ]);
  const [, origin, , nonce] = defaults;
  assert.equal((await against("https://other.example", nonce)).code, 1);
  assert.equal((await against(origin, Buffer.alloc(32).toString("base64"))).code, 1);
  const short = await against(origin, "c2hvcnQ=");
  assert.equal(short.code, 3);
  assert.equal(short.json.failure.code, "input.nonce-too-short");
  const path3 = await against("https://kazashi.example/login", nonce);
  assert.equal(path3.json.failure.code, "input.origin-malformed");
});

test("trust is what was signed by a known key, and not older than what was used", async () => {
  const path = file("evidence3.json", evidence);
  const garbage = file("garbage.cose", "garbage");
  const broken = await kazashi([
    "verify-evidence",
    path,
    ...defaults,
    "--trust",
    garbage,
    ...tests,
    ...accept,
  ]);
  assert.equal(broken.code, 3);
  assert.match(broken.json.failure.code, /^envelope\./);
  const strangers = file("signers.json", "[]");
  const unknown = await verify(path, ...accept, "--signers", strangers);
  assert.equal(unknown.json.failure.code, "envelope.unknown-signer");
  const older = await verify(path, ...accept, "--minimum-version", "99999999");
  assert.equal(older.json.failure.code, "envelope.rollback");
});

test("production is what is meant unless tests are named, and then the oldest version is to be said", async () => {
  const path = file("evidence4.json", evidence);
  const plain = (...more) =>
    kazashi(["verify-evidence", path, ...defaults, "--trust", testTrust, ...accept, ...more]);
  assert.match((await plain()).stderr, /--minimum-version is required/);
  assert.equal((await plain("--minimum-version", "1")).json.failure.code, "envelope.unknown-signer");
  const signers = fileURLToPath(new URL("../../build/wasm/trust-test-signers.json", import.meta.url));
  const pinned = await plain("--minimum-version", "1", "--signers", signers);
  assert.equal(pinned.code, 3);
  assert.equal(pinned.json.failure.code, "trust.environment-refused");
  assert.equal((await plain("--environment", "both")).code, 64);
});

test("a command that is not understood is refused with a pointer to its help", async () => {
  const good = ["--origin", "https://a.example", "--nonce", "x", "--trust", testTrust, "--policy", "require"];
  for (const args of [
    [],
    ["authenticate"],
    ["auth"],
    ["auth", "--bridge", "usb", "--pin-fd", "0"],
    ["auth", "--bridge", "simulator", "--pin-fd", "zero"],
    ["auth", "--bridge", "simulator", "--pin-fd", "0", "--person", "nobody"],
    ["auth", "--bridge", "simulator", "--pin-fd", "0", "--policy", "maybe"],
    ["auth", "--bridge", "simulator", "--pin-fd", "0", "--time", "today"],
    ["auth", "--bridge", "simulator", "--pin-fd", "0", "--inputs", "[]"],
    ["auth", "--bridge", "simulator", "--pin-fd", "0", "extra"],
    ["auth", "--bridge", "simulator", "--pin-fd", "0", "--verbose"],
    ["auth", "--bridge", "simulator", "--bridge", "simulator", "--pin-fd", "0"],
    ["verify-evidence", ...good],
    ["verify-evidence", join(root, "package.json"), join(root, "package.json"), ...good],
    ["verify-evidence", "/nowhere/evidence.json", ...good],
    ["verify-evidence", join(root, "package.json"), ...good.slice(2)],
    ["verify-evidence", join(root, "package.json"), ...good.slice(0, -2)],
    ["trust"],
    ["trust", "remove"],
  ]) {
    const { code, stdout, stderr } = await kazashi(args, "1234\n");
    assert.equal(code, 64, args.join(" "));
    assert.equal(stdout, "", args.join(" "));
    assert.match(stderr, /^kazashi: .+\nkazashi: see kazashi.* --help\n$/s, args.join(" "));
  }
});

test("each command explains itself", async () => {
  for (const [args, word] of [
    [["--help"], /verify-evidence/],
    [["auth", "--help"], /--accept-last-try/],
    [["verify-evidence", "-h"], /one newline at its end/],
    [["trust", "--help"], /jpki\.go\.jp\/ca/],
  ]) {
    const { code, stdout } = await kazashi(args);
    assert.equal(code, 0);
    assert.match(stdout, word);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 100, line);
  }
  const { stdout } = await kazashi(["auth", "--help"]);
  for (const value of defaults) assert.ok(stdout.includes(value));
});

test("what the caller knows reaches the decisions", async () => {
  const inputs = JSON.stringify({ birthDate: "1985-06-10" });
  const { json } = await auth("--inputs", inputs);
  const decision = json.report.decisions.find(({ id }) => id === "D-CERT-EXPIRY");
  assert.deepEqual(decision.missing.includes("birthDate"), false);
});

test("npx finds the command of this package", () => {
  const { status, stdout } = spawnSync(
    "npx",
    ["--no-install", "kazashi", "auth", "--bridge", "simulator", "--pin-fd", "0"],
    {
      cwd: root,
      encoding: "utf8",
      input: "1234\n",
    },
  );
  assert.equal(JSON.parse(stdout).report.verdict, "INDETERMINATE");
  assert.equal(status, 2);
});
