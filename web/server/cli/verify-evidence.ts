// kazashi verify-evidence: what a relying party's server does, from a shell.
import { createVerifier, type Use } from "../index.js";
import { knownUses, moduleFor } from "./card-uses.js";
import { exitCodes, printJson, say, UsageError } from "./exit.js";
import {
  environmentOf,
  minimumVersionOf,
  openTrust,
  parseCommand,
  policyOf,
  readText,
  required,
  timeOf,
  verificationOptions,
} from "./options.js";
import { procedureOptions, toDecideBy } from "./procedure.js";
import { sayReport } from "./report-words.js";

export async function verifyEvidenceCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    ...verificationOptions,
    ...procedureOptions,
    use: { type: "string", default: "authenticate" },
  });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError("verify-evidence takes one FILE");
  required(values.trust, "trust");
  const time = timeOf(values.time);
  const environment = environmentOf(values.environment ?? "production");
  minimumVersionOf(values, environment);
  const asked = {
    use: useNamed(values.use),
    origin: required(values.origin, "origin"),
    nonce: required(values.nonce, "nonce"),
    policy: policyOf(required(values.policy, "policy")),
    ...(await toDecideBy(values)),
  };
  const { evidence, origin } = evidenceIn(await readText(file));
  say(`verifying ${Buffer.byteLength(evidence)} octets: ${origin}`);

  const verifier = await createVerifier({ rulebook: { time }, module: moduleFor(asked.use) });
  const trust = await openTrust(verifier, values, time, environment);
  const report = verifier.verifyEvidence(evidence, { ...asked, trust, time });
  printJson({ report });
  sayReport(report);
  return exitCodes[report.verdict];
}

function useNamed(text: string): Use {
  const use = knownUses.find((known) => known === text);
  if (!use) throw new UsageError(`--use is one of: ${knownUses.join(", ")}`);
  return use;
}

/**
 * The text to verify: the "evidence" of what `kazashi auth` printed, or else the whole file but for one newline at its
 * end. A file that is neither is handed to the core as it is: that it is no evidence is for the core to say.
 */
export function evidenceIn(text: string): { evidence: string; origin: string } {
  try {
    const printed = JSON.parse(text) as { evidence?: unknown } | null;
    if (typeof printed?.evidence === "string") {
      return { evidence: printed.evidence, origin: 'the member "evidence" of what kazashi auth printed' };
    }
  } catch {
    // not JSON
  }
  return { evidence: text.replace(/\r?\n$/, ""), origin: "the whole file" };
}
