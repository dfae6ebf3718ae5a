// What the rulebook decided, each answer with the sentence it rests on; what it could not know is asked.
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Inputs } from "../../core/client.js";
import type { Decision, DecisionValue } from "../../core/report.js";
import { describeFailure, type Language } from "../../core/texts/index.js";
import { explanationOf } from "../../explain/explanation.js";
import { findDecision, type Decision as Table, type Input, type Rulebook } from "../../rules/book.js";
import type { Explained } from "../explained.js";
import { fill, formatDate, pageTexts } from "../texts/index.js";
import { shared } from "./styles.js";
import "../../explain/kazashi-explain.js";

export class DecisionsView extends LitElement {
  static override properties = {
    language: { attribute: false },
    decisions: { attribute: false },
    book: { attribute: false },
    onAnswered: { attribute: false },
    onExplain: { attribute: false },
  };
  declare language: Language;
  declare decisions: readonly Decision[];
  declare book: Rulebook;
  declare onAnswered: (inputs: Inputs) => void;
  declare onExplain: (decision: Decision) => Promise<Explained | undefined>;

  /** What was asked for; undefined as long as it is under way, null where there is nothing to show. */
  #explained = new WeakMap<Decision, Explained | null | undefined>();

  static override styles = [
    shared,
    css`
      ul {
        margin-top: 1rem;
        list-style: none;
      }
      li {
        padding: 1.1rem 0;
        border-top: 1px solid var(--k-line);
      }
      .outcome {
        font-size: 1.1rem;
        font-weight: 600;
      }
      blockquote {
        margin: 0.6rem 0 0;
        padding: 0.1rem 0 0.1rem 1rem;
        border-left: 4px solid var(--k-line);
        color: var(--k-soft);
      }
      .rule {
        font-size: 0.85rem;
      }
      form {
        margin-top: 0.8rem;
        padding: 1rem 1.2rem;
        border-radius: 14px;
        background: var(--k-accent-bg);
      }
      details {
        margin-top: 0.8rem;
      }
      summary {
        padding: 0.6rem 0;
        color: var(--k-accent);
        font-weight: 600;
        cursor: pointer;
      }
      label {
        display: block;
        margin-bottom: 0.5rem;
        font-weight: 600;
      }
    `,
  ];

  override render(): TemplateResult {
    const { title, about } = pageTexts(this.language).decisions;
    return html`<h2>${title}</h2>
      <p class="soft">${about}</p>
      <ul>
        ${this.decisions.map((decision) => this.#decision(decision))}
      </ul>`;
  }

  #decision(decision: Decision): TemplateResult {
    const { language } = this;
    const found = findDecision(this.book, decision.id);
    const texts = found?.decision;
    const page = pageTexts(language).decisions;
    const outcome = texts?.outcomes[decision.outcome]?.[language] ?? decision.outcome;
    const missing = texts?.inputs.filter(({ name }) => decision.missing.includes(name)) ?? [];
    return html`<li data-decision=${decision.id} data-outcome=${decision.outcome}>
      <h3 class="soft">${texts?.title[language] ?? decision.id}</h3>
      <p class="outcome">${outcome}</p>
      ${Object.entries(decision.values).map(([name, value]) => this.#value(texts, name, value))}
      ${decision.flags.map((flag) => html`<p>${found?.service.flags[flag]?.[language] ?? flag}</p>`)}
      ${
        decision.reason && missing.length === 0
          ? html`<p>${describeFailure({ code: decision.reason }, language).what}</p>`
          : nothing
      }
      ${missing.map((input) => this.#question(decision.id, input))}
      ${
        decision.basis
          ? html`<blockquote>
              <p lang="ja">「${decision.basis}」</p>
              <p class="rule">
                ${fill(page.rule, { id: decision.id, version: decision.version, row: decision.row })}
              </p>
            </blockquote>`
          : nothing
      }
      <details data-explains=${decision.id} @toggle=${() => this.requestUpdate()}>
        <summary>${page.explain}</summary>
        ${this.#explanation(decision)}
      </details>
    </li>`;
  }

  #explanation(decision: Decision): TemplateResult | typeof nothing {
    const explained = this.#explained.get(decision);
    const found = findDecision(this.book, decision.id);
    if (explained === undefined) return nothing;
    if (!explained || !found) return html`<p>${pageTexts(this.language).decisions.notExplained}</p>`;
    return html`<kazashi-explain
      .explanation=${explanationOf(found, explained.traced, explained.given, this.language)}
    ></kazashi-explain>`;
  }

  /** Explanations are fetched when somebody opens one, and again when an answer has changed the decision. */
  protected override updated(): void {
    for (const { dataset } of this.renderRoot.querySelectorAll<HTMLElement>("details[open]")) {
      const decision = this.decisions.find(({ id }) => id === dataset["explains"]);
      if (decision && !this.#explained.has(decision)) void this.#explain(decision);
    }
  }

  async #explain(decision: Decision): Promise<void> {
    this.#explained.set(decision, undefined);
    const explained = await this.onExplain(decision).catch(() => undefined);
    this.#explained.set(decision, explained ?? null);
    this.requestUpdate();
  }

  #value(texts: Table | undefined, name: string, value: DecisionValue): TemplateResult | typeof nothing {
    const label = texts?.outputs.find((output) => output.name === name)?.label?.[this.language];
    // A value without words of its own, such as a mark for programs, is not for people.
    if (!label) return nothing;
    const isDate = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    const { yes, no } = pageTexts(this.language).decisions;
    const shown = isDate
      ? formatDate(new Date(`${value}T00:00:00+09:00`), this.language)
      : typeof value === "boolean"
        ? value
          ? yes
          : no
        : String(value);
    return html`<p>${label}: <strong>${shown}</strong></p>`;
  }

  #question(decision: string, input: Input): TemplateResult {
    const id = `${decision}-${input.name}`;
    const page = pageTexts(this.language).decisions;
    return html`<form @submit=${(event: SubmitEvent) => this.#answered(event, input)}>
      <label for=${id}>${input.question[this.language]}</label>
      <div class="row">
        ${this.#control(id, input)}
        <button type="submit" class="button">${page.answer}</button>
      </div>
    </form>`;
  }

  #control(id: string, input: Input): TemplateResult {
    const page = pageTexts(this.language).decisions;
    switch (input.type) {
      case "date":
        return html`<input type="date" id=${id} name="answer" required />`;
      case "integer":
        return html`<input type="number" id=${id} name="answer" min="0" step="1" required />`;
      case "boolean":
        return this.#select(id, [
          ["true", page.yes],
          ["false", page.no],
        ]);
      case "enum":
        return this.#select(
          id,
          (input.values ?? []).map((value) => [value, input.labels?.[value]?.[this.language] ?? value]),
        );
    }
  }

  #select(id: string, choices: readonly (readonly [string, string])[]): TemplateResult {
    return html`<select id=${id} name="answer" required>
      <option value="">${pageTexts(this.language).decisions.choose}</option>
      ${choices.map(([value, label]) => html`<option value=${value}>${label}</option>`)}
    </select>`;
  }

  #answered(event: SubmitEvent, input: Input): void {
    event.preventDefault();
    const text = new FormData(event.target as HTMLFormElement).get("answer");
    if (typeof text !== "string" || text === "") return;
    const value = input.type === "boolean" ? text === "true" : input.type === "integer" ? Number(text) : text;
    this.onAnswered({ [input.name]: value });
  }
}

customElements.define("kazashi-decisions", DecisionsView);
