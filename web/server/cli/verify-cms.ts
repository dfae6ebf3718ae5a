// kazashi verify-cms: a signed document, or many, one case a line.
import { X509Certificate } from "node:crypto";
import { loadFullKazashi } from "../../core/loader.js";
import type { Verdict } from "../../core/generated/codes.js";
import { readPackageOctets } from "../package-files.js";
import { answerCases } from "./cases.js";
import { exitCodes, printJson, UsageError } from "./exit.js";
import { parseCommand, readOctets, timeOf } from "./options.js";

const options = {
  cases: { type: "string" },
  content: { type: "string" },
  level: { type: "string" },
  anchors: { type: "string" },
  time: { type: "string" },
} as const;

interface Answer {
  readonly verdict: Verdict;
}

export async function verifyCmsCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, options);
  const { cases, ...ofOne } = values;
  const verify = await loadVerifier();
  if (cases !== undefined) {
    if (positionals.length > 0 || Object.keys(ofOne).length > 0) {
      throw new UsageError("verify-cms --cases takes nothing else: each case says for itself");
    }
    return answerCases(cases, verify);
  }
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError("verify-cms takes one FILE, or --cases");
  const answer = JSON.parse(verify(JSON.stringify(await caseOf(file, ofOne)))) as Answer;
  printJson({ ...answer, id: undefined });
  return exitCodes[answer.verdict];
}

async function loadVerifier(): Promise<(line: string) => string> {
  const core = await loadFullKazashi(await readPackageOctets("kazashi-full.wasm"));
  return (line) => core.verifyCms(line);
}

async function caseOf(
  file: string,
  values: { content?: string; level?: string; anchors?: string; time?: string },
): Promise<object> {
  const { content, level, anchors, time } = values;
  if (level !== undefined && level !== "cms" && level !== "cades-bes") {
    throw new UsageError("--level is cms or cades-bes");
  }
  return {
    id: file,
    cms: base64(await readOctets(file)),
    content: content === undefined ? undefined : base64(await readOctets(content)),
    level,
    anchors: anchors === undefined ? undefined : await readCertificates(anchors),
    time: timeOf(time)
      .toISOString()
      .replace(/\.\d+Z$/, "Z"),
  };
}

/** Every certificate of a PEM file, or the one of a DER file, as base64 of DER. */
async function readCertificates(path: string): Promise<string[]> {
  const octets = Buffer.from(await readOctets(path));
  const blocks =
    octets.toString("latin1").match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  try {
    return (blocks.length > 0 ? blocks : [octets]).map((one) => base64(new X509Certificate(one).raw));
  } catch {
    throw new UsageError(`${path} holds no certificate`);
  }
}

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString("base64");
