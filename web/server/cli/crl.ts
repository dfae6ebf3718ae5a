// kazashi crl: CRLs of any size made into sets, looked at, merged, sealed and asked.
import { createReadStream, writeFileSync } from "node:fs";
import { KazashiError, type Failure } from "../../core/failure.js";
import type { CrlSetHandle, KazashiModule } from "../../core/seam.js";
import { type EnvelopeHead, sealEnvelope, signerOf } from "../../trust/envelope.js";
import { casesCommand } from "./cases.js";
import { readCertificate, readCertificates } from "./certificates.js";
import { exitCodes, printJson, say, UsageError } from "./exit.js";
import { countOf, parseCommand, readOctets, required, timeOf } from "./options.js";
import { loadCore } from "./rulebook.js";
import { endOf, keyIn, written } from "./sealing.js";

const setKind = "revocation";
/** What crosses into the core at once. */
const pieceOctets = 1024 * 1024;
/** How often progress is told, in entries. */
const progressEvery = 1_000_000;

export async function crlCommand([action, ...args]: readonly string[]): Promise<number> {
  const check = casesCommand("crl check", (core) => (line) => core.answerCrlCase(line));
  const actions = { ingest, info, lookup, merge, sign, check } as const;
  const isAction = (name: string | undefined): name is keyof typeof actions =>
    name !== undefined && Object.hasOwn(actions, name);
  if (!isAction(action)) throw new UsageError(`crl is one of: ${Object.keys(actions).join(", ")}`);
  return actions[action](args);
}

/** What Set.summary() says of a set that opened. */
interface CrlSummary {
  readonly octets: number;
  readonly crls: readonly Record<string, unknown>[];
}

export async function openCrlSet(core: KazashiModule, path: string): Promise<CrlSetHandle> {
  const set = core.CrlSet.open(await readOctets(path));
  answerOf(set.summary());
  return set;
}

/** The answer without its mark; thrown where it is a failure. */
export function answerOf<T>(text: string): T {
  const { ok, failure, ...answer } = JSON.parse(text) as { ok: boolean; failure?: Failure };
  if (!ok) throw new KazashiError(failure as Failure);
  return answer as T;
}

async function ingest(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    signers: { type: "string" },
    keep: { type: "string", default: "details" },
    "accept-sha1": { type: "boolean", default: false },
    out: { type: "string" },
  });
  const path = oneFile(positionals, "crl ingest");
  const out = required(values.out, "out");
  if (values.keep !== "details" && values.keep !== "serials") {
    throw new UsageError("--keep is details or serials");
  }
  const signers = await readCertificates(required(values.signers, "signers"));
  const core = await loadCore();
  const crl = core.CrlIngest.start(values.keep === "details", values["accept-sha1"]);
  try {
    for (const signer of signers) throwIf(crl.addSigner(signer));
    await pushAll(crl, path);
    const set = crl.finish();
    try {
      const summary = answerOf<CrlSummary>(set.summary());
      writeFileSync(out, set.octets());
      printJson(summary);
    } finally {
      set.delete();
    }
  } finally {
    crl.delete();
  }
  return 0;
}

async function pushAll(
  crl: { push(piece: Uint8Array): string; entries(): number },
  path: string,
): Promise<void> {
  const source = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: pieceOctets });
  let told = 0;
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      throwIf(crl.push(piece));
      if (crl.entries() - told >= progressEvery) {
        told = crl.entries();
        say(`${told.toLocaleString("en")} entries`);
      }
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === "open" || syscall === "read") throw new UsageError(`${path} cannot be read (${code})`);
    throw error;
  }
}

/** Of a call that answers nothing where all is well. */
function throwIf(failed: string): void {
  if (failed !== "") answerOf(failed);
}

async function info(args: readonly string[]): Promise<number> {
  const { positionals } = parseCommand(args, {});
  const set = await openCrlSet(await loadCore(), oneFile(positionals, "crl info"));
  printJson(answerOf<CrlSummary>(set.summary()));
  set.delete();
  return 0;
}

async function lookup(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    serial: { type: "string" },
    certificate: { type: "string" },
    issuer: { type: "string" },
    time: { type: "string" },
    "max-age-hours": { type: "string" },
  });
  const set = await openCrlSet(await loadCore(), oneFile(positionals, "crl lookup"));
  try {
    if (values.serial !== undefined) {
      if (!/^([0-9a-f]{2})+$/i.test(values.serial))
        throw new UsageError("--serial is hexadecimal, two digits an octet");
      printJson(answerOf(set.lookup(values.serial)));
      return 0;
    }
    const answer = answerOf<{ status: string }>(
      set.status(
        await readCertificate(required(values.certificate, "certificate")),
        await readCertificate(required(values.issuer, "issuer")),
        JSON.stringify({
          time: written(timeOf(values.time)),
          maxAgeHours: countOf(required(values["max-age-hours"], "max-age-hours"), "max-age-hours"),
        }),
      ),
    );
    printJson(answer);
    return statusExit(answer.status);
  } finally {
    set.delete();
  }
}

/** Revoked fails; what is not known for sure is left open. */
export function statusExit(status: string): number {
  if (status === "good") return exitCodes["TOTAL-PASSED"];
  return status === "revoked" ? exitCodes["TOTAL-FAILED"] : exitCodes.INDETERMINATE;
}

async function merge(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, { out: { type: "string" } });
  const out = required(values.out, "out");
  if (positionals.length < 2) throw new UsageError("crl merge takes two or more FILES");
  const core = await loadCore();
  const merging = core.CrlMerge.start();
  const sets: CrlSetHandle[] = [];
  try {
    for (const path of positionals) {
      const set = await openCrlSet(core, path);
      sets.push(set);
      merging.add(set);
    }
    const merged = merging.finish();
    const summary = answerOf<CrlSummary>(merged.summary());
    writeFileSync(out, merged.octets());
    merged.delete();
    printJson(summary);
  } finally {
    for (const set of sets) set.delete();
    merging.delete();
  }
  return 0;
}

async function sign(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    key: { type: "string" },
    id: { type: "string", default: "revocation" },
    version: { type: "string" },
    issued: { type: "string" },
    expires: { type: "string" },
    signer: { type: "string", default: "revocation" },
    out: { type: "string" },
  });
  const path = oneFile(positionals, "crl sign");
  const out = required(values.out, "out");
  const key = keyIn(required(values.key, "key"));
  const head: EnvelopeHead = {
    kind: setKind,
    id: values.id,
    version: countOf(required(values.version, "version"), "version"),
    issued: written(timeOf(values.issued)),
    expires: endOf(required(values.expires, "expires")),
  };
  const core = await loadCore();
  const payload = await readOctets(path);
  const envelope = sealEnvelope(head, payload, key);
  const signer = signerOf(values.signer, [setKind], key);
  // Opened as it will be in the field, so that nothing leaves this desk that is refused there.
  const request = { signers: [signer], time: head.issued, minimumVersion: head.version };
  const trial = core.CrlSet.openSigned(envelope, JSON.stringify(request));
  answerOf(trial.summary());
  trial.delete();
  writeFileSync(out, envelope);
  say(`${head.id} version ${head.version} is sealed in ${out} and counts until ${head.expires}.`);
  printJson(signer);
  return 0;
}

function oneFile(positionals: readonly string[], command: string): string {
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError(`${command} takes one FILE`);
  return file;
}
