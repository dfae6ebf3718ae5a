// kazashi ocsp verify: one OCSP response, or many, one case a line.
import { answerCases } from "./cases.js";
import { readCertificate } from "./certificates.js";
import { statusExit } from "./crl.js";
import { exitCodes, printJson, UsageError } from "./exit.js";
import { countOf, parseCommand, readOctets, required, timeOf } from "./options.js";
import { loadCore } from "./rulebook.js";
import { written } from "./sealing.js";

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString("base64");

export async function ocspCommand([action, ...args]: readonly string[]): Promise<number> {
  if (action !== "verify") throw new UsageError("ocsp verify?");
  const { values, positionals } = parseCommand(args, {
    cases: { type: "string" },
    certificate: { type: "string" },
    issuer: { type: "string" },
    time: { type: "string" },
    "max-age-hours": { type: "string" },
    "accept-sha1": { type: "boolean" },
    nonce: { type: "string" },
  });
  const { cases, ...ofOne } = values;
  const core = await loadCore();
  if (cases !== undefined) {
    if (positionals.length > 0 || Object.keys(ofOne).length > 0) {
      throw new UsageError("ocsp verify --cases takes nothing else: each case says for itself");
    }
    return answerCases(cases, (line) => core.answerOcspCase(line));
  }
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError("ocsp verify takes one FILE, or --cases");
  const asked = {
    id: file,
    response: base64(await readOctets(file)),
    certificate: base64(await readCertificate(required(values.certificate, "certificate"))),
    issuer: base64(await readCertificate(required(values.issuer, "issuer"))),
    time: written(timeOf(values.time)),
    maxAgeHours: countOf(required(values["max-age-hours"], "max-age-hours"), "max-age-hours"),
    sha1Accepted: values["accept-sha1"] ?? false,
    ...(values.nonce === undefined ? {} : { nonce: base64(Buffer.from(values.nonce, "hex")) }),
  };
  const answer = JSON.parse(core.answerOcspCase(JSON.stringify(asked))) as { status?: string };
  printJson({ ...answer, id: undefined });
  return answer.status === undefined ? exitCodes.notCarriedOut : statusExit(answer.status);
}
