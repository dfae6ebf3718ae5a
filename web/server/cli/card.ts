// kazashi card: a visit for any use, in a terminal.
import type { Person } from "../../bridges/simulator.js";
import { runSession } from "../../core/session-driver.js";
import { createVerifier } from "../index.js";
import { withTexts, writeCardFiles } from "./card-files.js";
import { cardOptions, type CardValues } from "./card-options.js";
import { cardUses, moduleFor, ownMembers, useOf } from "./card-uses.js";
import { documentToSign } from "./document.js";
import { exitCodes, printJson, say, UsageError } from "./exit.js";
import {
  countOf,
  environmentOf,
  minimumVersionOf,
  objectIn,
  openTrust,
  parseCommand,
  policyOf,
  required,
  timeOf,
} from "./options.js";
import { requirePinSource } from "./pin.js";
import { toDecideBy } from "./procedure.js";
import { sayReport } from "./report-words.js";
import { Secrets } from "./secrets.js";
import { openSimulatedReader, simulatedCard } from "./simulated-reader.js";
import { testChallenge } from "./test-defaults.js";

export async function cardCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(args, cardOptions);
  const asked = useOf(positionals);
  const own = ownMembers(asked.name, values);
  if (required(values.bridge, "bridge") !== "simulator") {
    throw new UsageError(
      `there is no bridge "${values.bridge}" under Node yet: a real reader is reached by the page; here is the simulator`,
    );
  }
  const fd = values["pin-fd"] === undefined ? undefined : countOf(values["pin-fd"], "pin-fd");
  if (asked.name !== "info") requirePinSource(fd);
  const time = timeOf(values.time);
  const environment = environmentOf(values.environment ?? testChallenge.environment);
  minimumVersionOf(values, environment);
  const challenge = {
    origin: values.origin ?? testChallenge.origin,
    nonce: values.nonce ?? testChallenge.nonce,
  };
  const request = {
    use: cardUses[asked.name].use,
    ...challenge,
    policy: policyOf(values.policy ?? testChallenge.policy),
    time: `${time.toISOString().slice(0, 19)}Z`,
    ...(await toDecideBy(values)),
    ...own,
    ...(asked.file ? { document: await documentToSign(asked.file, challenge) } : {}),
  };
  const card = await cardOf(asked.name, values);

  const verifier = await createVerifier({ rulebook: { time }, module: moduleFor(request.use) });
  const trust = await openTrust(verifier, values, time, environment);
  const { core, rulebook } = verifier.parts;
  const reader = await openSimulatedReader(card);
  const secrets = new Secrets({ fd, lastTryAccepted: values["accept-last-try"] });
  const session = core.Session.start(trust.handle, rulebook, JSON.stringify(request));
  try {
    const visited = await runSession(session, reader, {
      askPin: (prompt) => secrets.ask(prompt),
      onStage: (stage) => say(`${stage} ...`),
    });
    const outcome = { ...visited, data: withTexts(visited.data) };
    if (values.out === undefined) printJson(outcome);
    else printJson(await writeCardFiles(values.out, outcome));
    sayReport(outcome.report);
    return exitCodes[outcome.report.verdict];
  } finally {
    secrets.wipe();
    await reader.close();
  }
}

/** A card described in a file, or the one of an invented person who has such a card. */
async function cardOf(use: keyof typeof cardUses, values: CardValues): Promise<Person> {
  if (values.card !== undefined) {
    if (values.person !== undefined) throw new UsageError("--card and --person name two cards");
    return (await objectIn(values.card)) as Person;
  }
  return simulatedCard(values.person ?? cardUses[use].person);
}
