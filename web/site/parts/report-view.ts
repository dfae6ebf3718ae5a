// The Report in words. It never says "valid": it says what was confirmed, what was not, and what nobody looked at.
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Failure } from "../../core/failure.js";
import type { FindingId } from "../../core/generated/codes.js";
import type { Finding, Outcome, Report } from "../../core/report.js";
import { describeFailure, type Language, textsFor } from "../../core/texts/index.js";
import type { ServerAnswer } from "../visit.js";
import { fill, formatAge, formatDate, pageTexts } from "../texts/index.js";
import { failureStyles, failureView } from "./failure-view.js";
import { shared } from "./styles.js";
import "./timeline.js";

const signs: Readonly<Record<Outcome, string>> = {
  passed: "M5 12.5l4.5 4.5L19 7.5",
  failed: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  indeterminate: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18v.01",
  "not-checked": "M6 12h12",
};

const toneOf: Readonly<Record<Report["verdict"], string>> = {
  "TOTAL-PASSED": "good",
  "TOTAL-FAILED": "bad",
  INDETERMINATE: "warn",
};
const outcomeOf: Readonly<Record<Report["verdict"], Outcome>> = {
  "TOTAL-PASSED": "passed",
  "TOTAL-FAILED": "failed",
  INDETERMINATE: "indeterminate",
};

const sign = (outcome: Outcome): TemplateResult =>
  html`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${signs[outcome]} fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round" />
  </svg>`;

export class ReportView extends LitElement {
  static override properties = {
    language: { attribute: false },
    report: { attribute: false },
    server: { attribute: false },
  };
  declare language: Language;
  declare report: Report;
  declare server: ServerAnswer | undefined;

  static override styles = [
    shared,
    failureStyles,
    css`
      .verdict {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 1rem 1.2rem;
        align-items: start;
      }
      .verdict .sign {
        width: 3.2rem;
        height: 3.2rem;
        padding: 0.6rem;
        border-radius: 50%;
      }
      .good .sign {
        background: var(--k-good-bg);
        color: var(--k-good);
      }
      .warn .sign {
        background: var(--k-warn-bg);
        color: var(--k-warn);
      }
      .bad .sign {
        background: var(--k-bad-bg);
        color: var(--k-bad);
      }
      .sentence {
        font-size: clamp(1.2rem, 1.05rem + 0.8vw, 1.5rem);
        font-weight: 700;
        line-height: 1.5;
      }
      .sentence + p {
        margin-top: 0.5rem;
      }
      .test {
        margin-bottom: 1.4rem;
        padding: 0.7rem 1.1rem;
        border: 2px dashed var(--k-warn);
        border-radius: 14px;
        background: var(--k-warn-bg);
        color: var(--k-warn);
        font-weight: 600;
      }
      section {
        margin-top: 2.2rem;
      }
      .findings {
        margin-top: 0.4rem;
        list-style: none;
      }
      .findings li {
        border-top: 1px solid var(--k-line);
      }
      .findings summary {
        display: grid;
        grid-template-columns: 1.4rem 1fr auto;
        gap: 0.8rem;
        align-items: center;
        padding: 0.65rem 0.2rem;
        cursor: pointer;
        list-style: none;
      }
      .findings summary::-webkit-details-marker {
        display: none;
      }
      .findings summary::after {
        width: 0.55rem;
        height: 0.55rem;
        margin-right: 0.4rem;
        border: solid var(--k-soft);
        border-width: 0 2px 2px 0;
        content: "";
        rotate: 45deg;
      }
      .findings details[open] summary::after {
        rotate: 225deg;
      }
      .findings .sign {
        width: 1.4rem;
        height: 1.4rem;
      }
      .findings .passed .sign {
        color: var(--k-good);
      }
      .findings .failed .sign {
        color: var(--k-bad);
      }
      .findings .indeterminate .sign,
      .findings .not-checked .sign {
        color: var(--k-warn);
      }
      .findings .more {
        padding: 0 0.2rem 1rem 2.4rem;
      }
      .findings .more p + p {
        margin-top: 0.4rem;
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render(): TemplateResult {
    const { language, report } = this;
    const page = pageTexts(language).report;
    const core = textsFor(language);
    const anyNotChecked = report.findings.some(({ outcome }) => outcome === "not-checked");
    return html`
      ${report.environment === "TEST" ? html`<p class="test">${page.test}</p>` : nothing}
      <div class="verdict ${toneOf[report.verdict]}" data-verdict=${report.verdict}>
        ${sign(outcomeOf[report.verdict])}
        <div>
          <p class="sentence">${core.verdicts[report.verdict]}</p>
          ${report.subIndication ? html`<p>${core.subIndications[report.subIndication]}</p>` : nothing}
          ${anyNotChecked ? html`<p>${page.notChecked}</p>` : nothing}
          <p class="soft small">${fill(page.when, { date: formatDate(new Date(report.time), language) })}</p>
        </div>
      </div>
      ${this.#firstFailure()} ${this.#timeline()} ${this.#list("failed", page.failedList, false)}
      ${this.#list("indeterminate", page.undecidedList, false)}
      ${this.#list("not-checked", page.notCheckedList, true)}
      ${this.#list("passed", page.confirmedList, true)} ${this.#serverAnswer()}
    `;
  }

  /** What stood in the way, and what the person does about it. */
  #firstFailure(): TemplateResult | typeof nothing {
    const reasons = this.report.findings.filter(
      ({ outcome, code }) => (outcome === "failed" || outcome === "indeterminate") && code,
    );
    const finding = reasons.find(({ outcome }) => outcome === "failed") ?? reasons[0];
    const failure = finding && failureIn(finding);
    return failure ? html`<section>${failureView(failure, this.language)}</section>` : nothing;
  }

  #timeline(): TemplateResult | typeof nothing {
    const { certificateNotBefore: begins, certificateNotAfter: ends } = this.report.claims;
    if (!begins || !ends) return nothing;
    const renewal = this.report.decisions.find(({ id }) => id === "D-RENEWAL");
    const opens = renewal?.values["opens"];
    return html`<section>
      <kazashi-timeline
        .language=${this.language}
        .begins=${new Date(String(begins.value))}
        .ends=${new Date(String(ends.value))}
        .today=${new Date(this.report.time)}
        .opens=${typeof opens === "string" ? new Date(`${opens}T00:00:00+09:00`) : undefined}
        .confirmed=${begins.signed && ends.signed}
      ></kazashi-timeline>
    </section>`;
  }

  #list(outcome: Outcome, title: string, always: boolean): TemplateResult | typeof nothing {
    const findings = this.report.findings.filter((finding) => finding.outcome === outcome);
    if (findings.length === 0 && !always) return nothing;
    return html`<section>
      <h3>${title}</h3>
      ${
        findings.length === 0
          ? html`<p class="soft">${pageTexts(this.language).report.none}</p>`
          : html`<ul class="findings" data-list=${outcome}>
              ${findings.map((finding) => this.#finding(finding))}
            </ul>`
      }
    </section>`;
  }

  #finding(finding: Finding): TemplateResult {
    const { language } = this;
    const page = pageTexts(language).report;
    const core = textsFor(language);
    const { title, about } = core.findings[finding.id];
    const failure = failureIn(finding);
    const { evidence } = finding;
    return html`<li>
      <details class=${finding.outcome}>
        <summary>
          ${sign(finding.outcome)}
          <span>
            ${title}
            ${this.#isRepeated(finding.id) ? html`<span class="soft small">${this.#subject(finding)}</span>` : nothing}
            <span class="hidden">${core.outcomes[finding.outcome]}</span>
          </span>
        </summary>
        <div class="more">
          <p>${about}</p>
          ${failure ? html`<p>${describeFailure(failure, language).what}</p>` : nothing}
          ${
            evidence
              ? html`<p class="soft small">
                  ${page.restsOn}: <code>${evidence.source}</code>
                  ${
                    evidence.issued && evidence.ageSeconds !== undefined
                      ? html`<br />${fill(page.age, {
                            date: formatDate(new Date(evidence.issued), language),
                            age: formatAge(evidence.ageSeconds, language),
                          })}`
                      : nothing
                  }
                </p>`
              : nothing
          }
        </div>
      </details>
    </li>`;
  }

  /** The same check may be made on both certificates; only then must its line say on which. */
  #isRepeated(id: FindingId): boolean {
    return this.report.findings.filter((finding) => finding.id === id).length > 1;
  }

  #subject({ subject }: Finding): string {
    const page = pageTexts(this.language).report;
    return subject === "certificate 0" ? page.ofCard : subject === "certificate 1" ? page.ofAuthority : "";
  }

  #serverAnswer(): TemplateResult {
    const texts = pageTexts(this.language).server;
    return html`<section aria-live="polite" data-server=${this.#serverState()}>
      <h3>${texts.title}</h3>
      ${this.#serverWords()}
    </section>`;
  }

  #serverState(): string {
    if (!this.server) return "waiting";
    return "failure" in this.server ? "refused" : this.server.report.verdict;
  }

  #serverWords(): TemplateResult {
    const texts = pageTexts(this.language).server;
    if (!this.server) return html`<p class="soft">${texts.waiting}</p>`;
    if ("failure" in this.server) {
      return html`<p>${texts.refused}</p>
        ${failureView(this.server.failure, this.language)}`;
    }
    const { verdict } = this.server.report;
    const same = verdict === this.report.verdict;
    return html`<p>${same ? texts.same : texts.differs}</p>
      ${same ? nothing : html`<p class="sentence">${textsFor(this.language).verdicts[verdict]}</p>`}`;
  }
}

function failureIn({ code, detail }: Finding): Failure | undefined {
  if (!code) return undefined;
  return detail ? { code, detail } : { code };
}

customElements.define("kazashi-report", ReportView);
