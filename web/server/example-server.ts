// A relying party in one file: it issues one-use nonces, verifies what pages send back, and serves the demo pages.
//
//   node build/dist/server/example-server.js [--port 8080] [--challenge-seconds 300] [--accept-test]
//
// Plain node:http, because a framework would hide the very lines that a reader comes for. It is an example: sessions
// live in memory, and it listens on this machine alone, where browsers grant http what elsewhere only https has.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  answerFailure,
  answerJson,
  cookieOf,
  readBody,
  redirectedTo,
  Refusal,
  requireOrigin,
} from "./http.js";
import {
  Challenges,
  createVerifier,
  type Environment,
  packagedTrust,
  type Policy,
  type TrustBundle,
} from "./index.js";
import { staticSite } from "./static-site.js";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    "challenge-seconds": { type: "string", default: "300" },
    "accept-test": { type: "boolean", default: false },
  },
});

// What missing revocation data is worth, each relying party decides for itself; this one is cautious.
const policy: Policy = { revocation: "require" };

const verifier = await createVerifier();
// Whoever starts the server says whose cards count. A request may only ask for what was granted here.
const environments: readonly Environment[] = options["accept-test"] ? ["production", "test"] : ["production"];
if (options["accept-test"]) console.error("Test cards are accepted beside real ones: this is no service.");
const trust = new Map<unknown, TrustBundle>();
for (const environment of environments) {
  const { envelope, signers } = await packagedTrust(environment);
  // A service keeps the highest version it has used; the bundle that came with this build is the only one here.
  const known = { signers, environment, time: new Date(), minimumVersion: 1 };
  try {
    trust.set(environment, verifier.openTrust(envelope, known));
  } catch (error) {
    console.error(`No card will verify under the ${environment} trust bundle: ${(error as Error).message}`);
  }
}

const challenges = new Challenges<TrustBundle>({ lifetimeSeconds: Number(options["challenge-seconds"]) });

async function issueChallenge(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wanted = JSON.parse(await readBody(request)) as { trust?: unknown } | null;
  if (wanted?.trust === "test" && !options["accept-test"])
    throw new Refusal(403, "trust.environment-refused");
  const bundle = trust.get(wanted?.trust);
  if (!bundle) throw new Refusal(400, "server.request-malformed");
  const session = randomBytes(32).toString("base64url");
  response.setHeader("Set-Cookie", `kazashi-session=${session}; HttpOnly; SameSite=Strict; Path=/api/`);
  answerJson(response, 200, { ok: true, nonce: challenges.issue(session, bundle), policy });
}

async function verifyEvidence(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const evidence = await readBody(request);
  const challenge = challenges.take(cookieOf(request, "kazashi-session") ?? "");
  if ("refusal" in challenge) throw new Refusal(409, challenge.refusal);
  const { nonce, context } = challenge;
  const known = { origin, nonce, trust: context, time: new Date(), policy };
  answerJson(response, 200, { ok: true, report: verifier.verifyEvidence(evidence, known) });
}

const routes = new Map([
  ["/api/challenge", issueChallenge],
  ["/api/verify", verifyEvidence],
]);
const site = staticSite(fileURLToPath(new URL("../../site/", import.meta.url)));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (redirectedTo(origin, request, response) || site(request, response)) return;
  const route = routes.get(request.url ?? "");
  if (!route) throw new Refusal(404, "server.request-malformed");
  if (request.method !== "POST") throw new Refusal(405, "server.request-malformed");
  requireOrigin(request, origin);
  await route(request, response);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => answerFailure(response, error));
});
server.listen(Number(options.port), "127.0.0.1");
await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
  console.error(
    `Port ${options.port} cannot be had (${error.code}). Choose another: --port N, or 0 for any.`,
  );
  process.exit(1);
});
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
console.log(`Kazashi is served at ${origin}/`);
