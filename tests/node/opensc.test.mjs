// OpenSC, which knows this card from elsewhere, reads the virtual card through pcscd and signs with it: a judge that
// shares nothing with us.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, X509Certificate, verify } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findProgram, startPcscd, whyNot } from "../simulator/vpcd/pcsc-service.mjs";
import { insertCard } from "../simulator/vpcd/vpcd-client.mjs";

const built = new URL("../../build/wasm/", import.meta.url);
const moduleUrl = process.env.KAZASHI_SIMULATOR_MODULE ?? new URL("kazashi-simulator.mjs", built).href;
const pkiFile = process.env.KAZASHI_TEST_PKI ?? fileURLToPath(new URL("test-pki.json", built));

const reason = whyNot(["pkcs15-tool", "pkcs15-crypt"]);
const skip = reason === undefined ? false : `THE CARD WAS NOT SHOWN TO OPENSC: ${reason}`;
if (skip) console.error(`\n*** ${skip} ***\n`);

let simulator, people, folder;

before(async () => {
  if (skip) return;
  assert.ok(existsSync(pkiFile), `${pkiFile} is built`);
  ({ people } = JSON.parse(readFileSync(pkiFile, "utf8")));
  const { default: create } = await import(moduleUrl);
  simulator = await create();
  folder = mkdtempSync(join(tmpdir(), "kazashi-opensc-"));
});

after(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const person = (id) => people.find((entry) => entry.id === id);
const der = (base64) => Buffer.from(base64, "base64");

// Runs one OpenSC program; a refusal by the card is a result, not an exception.
function openSc(environment, program, ...options) {
  const env = { ...process.env, ...environment, HOME: folder, LC_ALL: "C" };
  return new Promise((resolve) => {
    execFile(findProgram(program), options, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

// A service for each card, so that no test meets what another left behind.
async function withCard(id, use) {
  const card = new simulator.VirtualCard(JSON.stringify(person(id)));
  const service = await startPcscd();
  try {
    const socket = await insertCard(card, { port: service.port });
    await use((...call) => openSc(service.environment, ...call), card);
    socket.destroy();
  } finally {
    await service.stop();
    card.delete();
  }
}

const state = (card) => JSON.parse(card.state());

const reads = (result) => new X509Certificate(result.stdout).raw;

test("opensc_knows_the_card_and_lists_what_is_on_it", { skip }, () =>
  withCard("adult", async (openSc) => {
    const { code, stdout, stderr } = await openSc("pkcs15-tool", "--dump");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /PKCS#15 Card \[JPKI\]/);
    assert.equal(stdout.match(/^X\.509 Certificate/gm)?.length, 4);
    assert.equal(stdout.match(/^Private RSA Key/gm)?.length, 2);
    assert.match(stdout, /Tries left\s*: 3/);
    assert.match(stdout, /Tries left\s*: 5/);
  }),
);

test("opensc_reads_the_certificates_that_the_card_was_given", { skip }, () =>
  withCard("adult", async (openSc) => {
    for (const [id, member] of [
      ["01", "authCertificate"],
      ["03", "authAuthority"],
      ["04", "signAuthority"],
    ]) {
      const result = await openSc("pkcs15-tool", "--read-certificate", id);
      assert.deepEqual(reads(result), der(person("adult")[member]), `certificate ${id}`);
    }
  }),
);

test("opensc_reads_the_signature_certificate_with_the_password_only", { skip }, () =>
  withCard("adult", async (openSc) => {
    const without = await openSc("pkcs15-tool", "--read-certificate", "02");
    assert.doesNotMatch(without.stdout, /BEGIN CERTIFICATE/);
    const password = ["--verify-pin", "--auth-id", "02", "--pin", "ABC123"];
    const result = await openSc("pkcs15-tool", ...password, "--read-certificate", "02");
    assert.deepEqual(reads(result), der(person("adult").signCertificate));
  }),
);

test("a_wrong_pin_costs_one_try_and_opensc_sees_the_counter", { skip }, () =>
  withCard("adult", async (openSc, card) => {
    const wrong = await openSc("pkcs15-tool", "--verify-pin", "--auth-id", "01", "--pin", "9999");
    assert.notEqual(wrong.code, 0);
    assert.equal(state(card).auth.triesLeft, 2);
    assert.equal(state(card).verifies, 1);
    const { stdout } = await openSc("pkcs15-tool", "--list-pins");
    assert.match(stdout, /Tries left\s*: 2/);
  }),
);

test("a_blocked_card_still_binds_and_shows_no_tries", { skip }, () =>
  withCard("blocked-pin", async (openSc) => {
    const { code, stdout } = await openSc("pkcs15-tool", "--list-pins");
    assert.equal(code, 0);
    assert.match(stdout, /Tries left\s*: 0/);
  }),
);

for (const [key, pin, member] of [
  ["01", "1234", "authCertificate"],
  ["02", "ABC123", "signCertificate"],
]) {
  test(`opensc_signs_with_key_${key}_and_the_certificate_verifies_it`, { skip }, () =>
    withCard("adult", async (openSc, card) => {
      const message = Buffer.from(`signed with key ${key}`);
      const [input, output] = [join(folder, "hash.bin"), join(folder, "signature.bin")];
      writeFileSync(input, createHash("sha256").update(message).digest());
      const how = ["--sign", "--key", key, "--pin", pin, "--sha-256", "--pkcs1", "--raw"];
      const result = await openSc("pkcs15-crypt", ...how, "--input", input, "--output", output);
      assert.equal(result.code, 0, result.stderr);
      const { publicKey } = new X509Certificate(der(person("adult")[member]));
      const signature = readFileSync(output);
      assert.equal(verify("sha256", message, publicKey, signature), true);
      assert.equal(verify("sha256", Buffer.from("something else"), publicKey, signature), false);
      assert.equal(state(card).signatures, 1);
    }),
  );
}
