// <kazashi-explain>: one decision laid out as a table, the same that the command prints. It takes an Explanation (see
// explanationOf) as its property and knows neither the core nor the network.
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { ExplainedRow, Explanation, Known } from "./explanation.js";

const marks = { "passed-over": "×", fired: "○", undecided: "?", "not-tried": "–" } as const;

export class KazashiExplain extends LitElement {
  static override properties = { explanation: { attribute: false } };
  declare explanation: Explanation | undefined;

  static override styles = css`
    :host {
      display: block;
      container-type: inline-size;
      color: var(--k-ink, CanvasText);
      font-family: var(--k-font, system-ui, sans-serif);
      line-height: 1.6;
    }
    h2,
    h3 {
      margin: 1.2em 0 0.4em;
      line-height: 1.4;
    }
    p,
    ul {
      margin: 0.3em 0;
    }
    .answer {
      font-size: 1.25em;
      font-weight: 700;
    }
    .scroll {
      overflow-x: auto;
    }
    table {
      border-collapse: collapse;
      width: 100%;
    }
    th,
    td {
      border: 1px solid var(--k-line, GrayText);
      padding: 0.35em 0.6em;
      text-align: start;
      vertical-align: top;
    }
    tr.fired > * {
      outline: 2px solid currentcolor;
      outline-offset: -2px;
      font-weight: 700;
    }
    /* Too narrow for five columns: each row of the rules becomes a block of lines that say what they are. */
    @container (max-width: 40rem) {
      .rules :is(table, tbody, tr, th, td) {
        display: block;
      }
      .rules thead {
        position: absolute;
        overflow: hidden;
        width: 1px;
        height: 1px;
        clip-path: inset(50%);
      }
      .rules tr {
        margin-bottom: 1em;
        border: 1px solid var(--k-line, GrayText);
      }
      .rules :is(th, td) {
        border: 0;
      }
      .rules tr.fired > * {
        outline: 0;
      }
      .rules tr.fired {
        border: 2px solid currentcolor;
      }
      .rules td::before {
        content: attr(data-label) ": ";
        color: var(--k-soft, GrayText);
        font-weight: 400;
      }
    }
    ul.condition {
      list-style: none;
      padding: 0;
    }
    .truth {
      white-space: nowrap;
      font-weight: 700;
    }
    blockquote {
      margin: 0.3em 0;
      padding-inline-start: 0.8em;
      border-inline-start: 4px solid currentcolor;
    }
    code {
      font-size: 0.85em;
      overflow-wrap: anywhere;
    }
  `;

  protected override render(): TemplateResult | typeof nothing {
    const { explanation } = this;
    if (!explanation) return nothing;
    const { words } = explanation;
    // Easy Japanese is Japanese to a screen reader; the quoted sentence is Japanese in every language.
    return html`<article
      lang=${explanation.language === "en" ? "en" : "ja"}
      data-outcome-row=${explanation.row}
    >
      <h2>${explanation.title}</h2>
      <p class="answer" role="status">${explanation.outcome}</p>
      ${explanation.reason ? html`<p>${explanation.reason}</p>` : nothing}
      ${explanation.values.map(({ label, value }) => html`<p>${label}: ${value}</p>`)}
      ${
        explanation.basis
          ? html`<h3>${words.basis} (${explanation.row})</h3>
              <blockquote lang="ja">${explanation.basis}</blockquote>
              <p lang="ja">${explanation.source}</p>`
          : nothing
      }
      ${list(words.remarks, explanation.remarks)}
      ${list(
        words.stillNeeded,
        explanation.missing.map(({ sign, question }) => `${sign} ${question}`),
      )}
      ${known(explanation)} ${rules(explanation)} ${list(words.conventionsTitle, explanation.conventions)}
      <p><code>${explanation.id} ${explanation.version}</code></p>
    </article>`;
  }
}

function list(title: string, entries: readonly string[]): TemplateResult | typeof nothing {
  if (entries.length === 0) return nothing;
  return html`<h3>${title}</h3>
    <ul>
      ${entries.map((entry) => html`<li>${entry}</li>`)}
    </ul>`;
}

function known({ words, known: entries }: Explanation): TemplateResult {
  const line = ({ sign, question, answer, name, state }: Known): TemplateResult =>
    html`<tr data-input=${name} data-state=${state}>
      <th scope="row">${sign}</th>
      <td>${question}</td>
      <td>${answer}</td>
    </tr>`;
  return html`<h3 id="known">${words.given}</h3>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="known">
      <table aria-labelledby="known">
        <thead>
          <tr>
            <th scope="col">${words.number}</th>
            <th scope="col">${words.question}</th>
            <th scope="col">${words.said}</th>
          </tr>
        </thead>
        <tbody>
          ${entries.map(line)}
        </tbody>
      </table>
    </div>`;
}

function rules({ words, rows }: Explanation): TemplateResult {
  const line = ({ row, state, stateText, lines, outcome, basis }: ExplainedRow): TemplateResult =>
    html`<tr role="row" class=${state} data-row=${row} data-state=${state}>
      <th scope="row" role="rowheader"><span aria-hidden="true">${marks[state]}</span> ${row}</th>
      <td role="cell" data-label=${words.what}>${stateText}</td>
      <td role="cell" data-label=${words.condition}>
        <ul class="condition">
          ${lines.map(
            ({ depth, text, truthText }) =>
              html`<li>
                ${"\u3000".repeat(depth)}${text}${
                  truthText ? html` → <span class="truth">${truthText}</span>` : nothing
                }
              </li>`,
          )}
        </ul>
      </td>
      <td role="cell" data-label=${words.leadsTo}>${outcome}</td>
      <td role="cell" data-label=${words.basis}><span lang="ja">${basis}</span></td>
    </tr>`;
  const heads = [words.row, words.what, words.condition, words.leadsTo, words.basis];
  // The roles are said once more because a table that is drawn as blocks is none to assistive technology.
  return html`<h3 id="rules">${words.table}</h3>
    <div class="scroll rules" tabindex="0" role="group" aria-labelledby="rules">
      <table role="table" aria-labelledby="rules">
        <thead role="rowgroup">
          <tr role="row">
            ${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.map(line)}
        </tbody>
      </table>
    </div>`;
}

customElements.define("kazashi-explain", KazashiExplain);
