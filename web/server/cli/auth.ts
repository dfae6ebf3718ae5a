// kazashi auth: reads a card and verifies it, the way the page does it.
import { runSession } from "../../core/session-driver.js";
import { createVerifier } from "../index.js";
import { exitCodes, printJson, say, UsageError } from "./exit.js";
import {
  countOf,
  environmentOf,
  minimumVersionOf,
  openTrust,
  parseCommand,
  policyOf,
  required,
  timeOf,
  verificationOptions,
} from "./options.js";
import { procedureOptions, toDecideBy } from "./procedure.js";
import { askPin, requirePinSource } from "./pin.js";
import { sayReport } from "./report-words.js";
import { openSimulatedReader } from "./simulated-reader.js";
import { testChallenge } from "./test-defaults.js";

export async function authCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, {
    ...verificationOptions,
    ...procedureOptions,
    bridge: { type: "string" },
    person: { type: "string", default: "adult" },
    "pin-fd": { type: "string" },
    "accept-last-try": { type: "boolean", default: false },
  });
  if (positionals.length > 0) throw new UsageError(`auth takes no "${positionals[0]}"`);
  if (required(values.bridge, "bridge") !== "simulator") {
    throw new UsageError(
      `there is no bridge "${values.bridge}" under Node yet: a real reader is reached by the page; here is the simulator`,
    );
  }
  const fd = values["pin-fd"] === undefined ? undefined : countOf(values["pin-fd"], "pin-fd");
  requirePinSource(fd);
  const time = timeOf(values.time);
  const environment = environmentOf(values.environment ?? testChallenge.environment);
  minimumVersionOf(values, environment);
  const known = {
    origin: values.origin ?? testChallenge.origin,
    nonce: values.nonce ?? testChallenge.nonce,
    policy: policyOf(values.policy ?? testChallenge.policy),
    time: `${time.toISOString().slice(0, 19)}Z`,
    ...(await toDecideBy(values)),
  };

  const verifier = await createVerifier({ rulebook: { time } });
  const trust = await openTrust(verifier, values, time, environment);
  const { core, rulebook } = verifier.parts;
  const reader = await openSimulatedReader(values.person);
  const session = core.Session.start(trust.handle, rulebook, JSON.stringify(known));
  try {
    const { report, evidence } = await runSession(session, reader, {
      askPin: (prompt) => askPin(prompt, { fd, lastTryAccepted: values["accept-last-try"] }),
      onStage: (stage) => say(`${stage} ...`),
    });
    printJson({ report, evidence });
    sayReport(report);
    return exitCodes[report.verdict];
  } finally {
    await reader.close();
  }
}
