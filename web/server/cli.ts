#!/usr/bin/env node
// The command `kazashi`.
import { KazashiError } from "../core/failure.js";
import { authCommand } from "./cli/auth.js";
import { cardCommand } from "./cli/card.js";
import { casesCommand } from "./cli/cases.js";
import { crlCommand } from "./cli/crl.js";
import { decideCommand } from "./cli/decide.js";
import { exitCodes, printJson, say, UsageError } from "./cli/exit.js";
import { explainCommand } from "./cli/explain.js";
import { ocspCommand } from "./cli/ocsp.js";
import { rulesCommand } from "./cli/rules.js";
import { tagCommand } from "./cli/tag.js";
import { trustCommand } from "./cli/trust.js";
import { usage } from "./cli/usage.js";
import { verifyCmsCommand } from "./cli/verify-cms.js";
import { verifyEvidenceCommand } from "./cli/verify-evidence.js";

const commands = {
  auth: authCommand,
  card: cardCommand,
  "verify-evidence": verifyEvidenceCommand,
  trust: trustCommand,
  tag: tagCommand,
  "verify-path": casesCommand("verify-path", (core) => (line) => core.verifyPath(line)),
  "verify-cms": verifyCmsCommand,
  "verify-signature": casesCommand("verify-signature", (core) => (line) => core.verifySignature(line)),
  crl: crlCommand,
  ocsp: ocspCommand,
  decide: decideCommand,
  explain: explainCommand,
  rules: rulesCommand,
} as const;

const isCommand = (name: string | undefined): name is keyof typeof commands =>
  name !== undefined && Object.hasOwn(commands, name);

async function main([name, ...args]: readonly string[]): Promise<number> {
  const asksForHelp = [name, ...args].some((arg) => arg === "--help" || arg === "-h");
  if (asksForHelp) {
    process.stdout.write(`${usage[isCommand(name) ? name : "kazashi"]}\n`);
    return 0;
  }
  try {
    if (!isCommand(name)) throw new UsageError(name ? `there is no command "${name}"` : "which command?");
    return await commands[name](args);
  } catch (error) {
    if (error instanceof UsageError) {
      say(`kazashi: ${error.message}`);
      say(`kazashi: see kazashi${isCommand(name) ? ` ${name}` : ""} --help`);
      return exitCodes.usage;
    }
    if (error instanceof KazashiError) {
      const { detail } = error.failure;
      printJson({ failure: error.failure });
      say(`not carried out: ${error.code}${detail ? ` (${detail.kind} ${detail.value})` : ""}`);
      return exitCodes.notCarriedOut;
    }
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
