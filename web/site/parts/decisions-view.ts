// What the rulebook decided, each answer with the sentence it rests on; what it could not know is asked.
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { Inputs } from "../../core/client.js";
import type { Decision, DecisionValue } from "../../core/report.js";
import { describeFailure, type Language } from "../../core/texts/index.js";
import type { DecisionTexts, InputTexts } from "../rulebook-texts.js";
import { fill, formatDate, pageTexts } from "../texts/index.js";
import { shared } from "./styles.js";

export class DecisionsView extends LitElement {
  static override properties = {
    language: { attribute: false },
    decisions: { attribute: false },
    texts: { attribute: false },
    onAnswered: { attribute: false },
  };
  declare language: Language;
  declare decisions: readonly Decision[];
  declare texts: ReadonlyMap<string, DecisionTexts>;
  declare onAnswered: (inputs: Inputs) => void;

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
    const texts = this.texts.get(decision.id);
    const page = pageTexts(language).decisions;
    const outcome = texts?.outcomes[decision.outcome]?.[language] ?? decision.outcome;
    const missing = texts?.inputs.filter(({ name }) => decision.missing.includes(name)) ?? [];
    return html`<li data-decision=${decision.id} data-outcome=${decision.outcome}>
      <h3 class="soft">${texts?.title[language] ?? decision.id}</h3>
      <p class="outcome">${outcome}</p>
      ${Object.entries(decision.values).map(([name, value]) => this.#value(texts, name, value))}
      ${decision.flags.map((flag) => html`<p>${texts?.flags[flag]?.[language] ?? flag}</p>`)}
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
    </li>`;
  }

  #value(
    texts: DecisionTexts | undefined,
    name: string,
    value: DecisionValue,
  ): TemplateResult | typeof nothing {
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

  #question(decision: string, input: InputTexts): TemplateResult {
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

  #control(id: string, input: InputTexts): TemplateResult {
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

  #answered(event: SubmitEvent, input: InputTexts): void {
    event.preventDefault();
    const text = new FormData(event.target as HTMLFormElement).get("answer");
    if (typeof text !== "string" || text === "") return;
    const value = input.type === "boolean" ? text === "true" : input.type === "integer" ? Number(text) : text;
    this.onAnswered({ [input.name]: value });
  }
}

customElements.define("kazashi-decisions", DecisionsView);
