// A Report in a few words, for the person who reads the terminal. Programs read the JSON.
import type { Report } from "../../core/report.js";
import { say } from "./exit.js";

export function sayReport(report: Report): void {
  const why = report.subIndication ? ` (${report.subIndication})` : "";
  const test = report.environment === "TEST" ? ", under a TEST trust bundle" : "";
  say(`${report.verdict}${why}${test}`);
  for (const finding of report.findings) {
    if (finding.outcome === "passed") continue;
    const subject = finding.subject ? ` of ${finding.subject}` : "";
    say(`  ${finding.outcome}: ${finding.id}${subject}: ${finding.code}`);
  }
  for (const decision of report.decisions) {
    const missing = decision.missing.length > 0 ? `, not known: ${decision.missing.join(", ")}` : "";
    say(`  ${decision.id} ${decision.version}: ${decision.outcome}${missing}`);
  }
}
