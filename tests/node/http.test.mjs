// The example relying party, over HTTP on this machine.
import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { after, before, test } from "node:test";
import { createVerifier } from "kazashi/server";
import { startServer } from "./support/run.mjs";
import { openTestTrust, visit } from "./support/visit.mjs";

let server, verifier, trust;
before(async () => {
  server = await startServer("--accept-test");
  verifier = await createVerifier();
  trust = await openTestTrust(verifier, new Date());
});
after(() => server?.stop());

/** A page of this origin: it keeps the cookie and names its origin, as browsers do by themselves. */
class Page {
  cookie = "";
  constructor(address = server.origin, origin = address) {
    this.address = address;
    this.origin = origin;
  }
  async post(path, body) {
    const response = await fetch(this.address + path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(this.origin ? { Origin: this.origin } : {}),
        ...(this.cookie ? { Cookie: this.cookie } : {}),
      },
      body,
    });
    const cookie = response.headers.get("set-cookie");
    if (cookie) this.cookie = cookie.split(";", 1)[0];
    return { status: response.status, headers: response.headers, body: await response.json() };
  }
  challenge(body = { trust: "test" }) {
    return this.post("/api/challenge", JSON.stringify(body));
  }
  verify(evidence) {
    return this.post("/api/verify", evidence);
  }
  async authenticate(nonce, more = {}) {
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    return visit(verifier, trust, { origin: this.address, nonce, time: now, ...more });
  }
}

const refusal = (status, code) => ({ status, body: { ok: false, failure: { code } } });
const outcome = ({ status, body }) => ({ status, body });

test("a page gets a nonce, a card signs it, and the server verifies for itself", async () => {
  const page = new Page();
  const challenge = await page.challenge();
  assert.equal(challenge.status, 200);
  assert.equal(Buffer.from(challenge.body.nonce, "base64").length, 32);
  assert.deepEqual(challenge.body.policy, { revocation: "require" });
  const { evidence, report } = await page.authenticate(challenge.body.nonce);
  const { status, body } = await page.verify(evidence);
  assert.equal(status, 200);
  assert.equal(body.report.verdict, "INDETERMINATE");
  assert.equal(body.report.environment, "TEST");
  assert.deepEqual(
    body.report.findings.map(({ id, outcome }) => [id, outcome]),
    report.findings.map(({ id, outcome }) => [id, outcome]),
  );
});

test("the session is a cookie that scripts cannot read and other sites do not send", async () => {
  const { headers } = await new Page().challenge();
  const cookie = headers.get("set-cookie");
  assert.match(cookie, /^kazashi-session=[\w-]{43}; /);
  for (const attribute of ["HttpOnly", "SameSite=Strict", "Path=/api/"])
    assert.ok(cookie.includes(attribute));
  assert.equal(headers.get("cache-control"), "no-store");
});

test("the same evidence a second time is a replay", async () => {
  const page = new Page();
  const { evidence } = await page.authenticate((await page.challenge()).body.nonce);
  assert.equal((await page.verify(evidence)).status, 200);
  assert.deepEqual(outcome(await page.verify(evidence)), refusal(409, "server.challenge-used"));
});

test("evidence for one session's nonce is worth nothing in another", async () => {
  const mine = new Page();
  const theirs = new Page();
  const { evidence } = await mine.authenticate((await mine.challenge()).body.nonce);
  await theirs.challenge();
  const { status, body } = await theirs.verify(evidence);
  assert.equal(status, 200);
  assert.equal(body.report.verdict, "TOTAL-FAILED");
  assert.equal(body.report.findings.find(({ outcome }) => outcome === "failed").code, "signature.invalid");
});

test("evidence that was signed for another origin fails", async () => {
  const page = new Page();
  const { nonce } = (await page.challenge()).body;
  const { evidence } = await page.authenticate(nonce, { origin: "https://phisher.example" });
  const { body } = await page.verify(evidence);
  assert.equal(body.report.verdict, "TOTAL-FAILED");
  assert.equal(body.report.findings.find(({ outcome }) => outcome === "failed").id, "token.signature");
});

test("without a session there is no challenge to verify against", async () => {
  const page = new Page();
  assert.deepEqual(outcome(await page.verify("{}")), refusal(409, "server.challenge-missing"));
  page.cookie = "kazashi-session=made-up";
  assert.deepEqual(outcome(await page.verify("{}")), refusal(409, "server.challenge-missing"));
});

test("a nonce that has become too old is refused", async () => {
  const hasty = await startServer("--accept-test", "--challenge-seconds", "0.05");
  try {
    const page = new Page(hasty.origin);
    await page.challenge();
    await new Promise((resolve) => setTimeout(resolve, 120));
    assert.deepEqual(outcome(await page.verify("{}")), refusal(409, "server.challenge-expired"));
  } finally {
    await hasty.stop();
  }
});

test("a page of another origin gets nothing", async () => {
  for (const origin of ["https://phisher.example", "null", server.origin.replace("http:", "https:"), ""]) {
    const stranger = new Page(server.origin, origin);
    assert.deepEqual(outcome(await stranger.challenge()), refusal(403, "server.origin-refused"), origin);
    assert.deepEqual(outcome(await stranger.verify("{}")), refusal(403, "server.origin-refused"), origin);
  }
});

test("requests that make no sense are refused and the server lives on", async () => {
  const page = new Page();
  for (const body of ["", "{", "null", "[]", '{"trust":"both"}', '{"trust":["test"]}']) {
    assert.deepEqual(
      outcome(await page.post("/api/challenge", body)),
      refusal(400, "server.request-malformed"),
      body,
    );
  }
  const large = "x".repeat(70_000);
  assert.deepEqual(outcome(await page.post("/api/verify", large)), refusal(413, "server.request-malformed"));
  assert.deepEqual(outcome(await page.post("/api/nothing", "{}")), refusal(404, "server.request-malformed"));
  assert.equal((await fetch(`${server.origin}/api/challenge`)).status, 405);
  await page.challenge();
  const { status, body } = await page.verify("no evidence at all");
  assert.equal(status, 200);
  assert.equal(body.report.verdict, "TOTAL-FAILED");
  assert.equal(server.complaints(), "Test cards are accepted beside real ones: this is no service.\n");
});

test("a server that was not told to accept test cards accepts none, whatever a page asks for", async () => {
  const strict = await startServer();
  try {
    const page = new Page(strict.origin);
    assert.deepEqual(outcome(await page.challenge()), refusal(403, "trust.environment-refused"));
    assert.equal(page.cookie, "");
    const { nonce } = (await page.challenge({ trust: "production" })).body;
    const { evidence } = await page.authenticate(nonce);
    const { body } = await page.verify(evidence);
    assert.equal(body.report.environment, "production");
    assert.notEqual(body.report.verdict, "TOTAL-PASSED");
    assert.equal(strict.complaints(), "");
  } finally {
    await strict.stop();
  }
});

test("the page comes with a policy that lets it run WebAssembly and little else", async () => {
  const response = await fetch(`${server.origin}/`);
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type"), /^text\/html/);
  const policy = response.headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'/);
  assert.doesNotMatch(policy, /'unsafe-(inline|eval)'|\*/);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("referrer-policy"), "no-referrer");
  assert.match(response.headers.get("permissions-policy"), /usb=\(self\)/);
});

/** A GET with the path and the Host header exactly as given: fetch() would tidy them. */
function rawGet(path, headers = {}) {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response));
    });
    request.on("error", reject);
    request.end();
  });
}

test("no path leads out of the site's folder", async () => {
  for (const path of [
    "/../package.json",
    "/..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/package.json",
    "//etc/passwd",
    "/%00",
    "/%",
  ]) {
    assert.equal((await rawGet(path)).statusCode, 404, path);
  }
});

test("another name for this machine leads to the origin that the card signs for", async () => {
  const { port } = new URL(server.origin);
  const response = await rawGet("/page?x=1", { Host: `localhost:${port}` });
  assert.equal(response.statusCode, 307);
  assert.equal(response.headers.location, `${server.origin}/page?x=1`);
  assert.equal((await rawGet("/", { Host: "rebound.example" })).statusCode, 307);
});

test("a port that is taken is told in one sentence", async () => {
  const { port } = new URL(server.origin);
  await assert.rejects(startServer("--port", port), /ended with 1: Port \d+ cannot be had \(EADDRINUSE\)/);
});
