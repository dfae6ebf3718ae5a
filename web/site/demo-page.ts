// The demo page: draws where the visit stands and hands on what the person does.
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Stage } from "../core/generated/codes.js";
import type { Decision } from "../core/report.js";
import { type Language, languages, textsFor } from "../core/texts/index.js";
import { cardPicture, cardPictureStyles } from "./parts/card-picture.js";
import { demoStyles } from "./parts/demo-styles.js";
import { failureStyles, failureView } from "./parts/failure-view.js";
import { shared } from "./parts/styles.js";
import type { Program, SimulatedPerson } from "./program.js";
import { type View, Visit } from "./visit.js";
import { fill, htmlLang, languageNames, pageTexts } from "./texts/index.js";
import "./parts/decisions-view.js";
import "./parts/pin-pad.js";
import "./parts/report-view.js";

/** The page's language: what the address says, else what the browser prefers. */
function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang");
  const known = languages.find((language) => language === asked);
  return known ?? (navigator.language.startsWith("ja") ? "ja" : "en");
}

const stepOf: Readonly<Record<View["name"], number>> = {
  connect: 0,
  talking: 1,
  "last-try": 2,
  pin: 2,
  report: 3,
  failed: 3,
};

/** In the order a visit goes through them. */
const stageOrder: readonly Stage[] = [
  "preparing-reader",
  "waiting-for-card",
  "asking-tries-left",
  "reading-certificate",
  "verifying-pin",
  "signing",
  "releasing-reader",
];

export class DemoPage extends LitElement {
  static override properties = {
    language: { state: true },
    view: { state: true },
    program: { state: true },
    person: { state: true },
    acceptTest: { state: true },
  };
  declare private language: Language;
  declare private view: View;
  declare private program: Program | undefined;
  declare private person: string;
  declare private acceptTest: boolean;

  #visit = new Visit(() => {
    this.view = this.#visit.view;
    this.requestUpdate();
  });

  static override styles = [shared, cardPictureStyles, failureStyles, demoStyles];

  constructor() {
    super();
    this.language = firstLanguage();
    this.view = this.#visit.view;
    this.person = "adult";
    this.acceptTest = false;
    void this.#prepare();
    // A page that goes away should not leave a card verified on a running reader.
    addEventListener("pagehide", () => this.#visit.leave());
  }

  override render(): TemplateResult {
    const texts = pageTexts(this.language);
    const step = stepOf[this.view.name];
    const steps = [texts.steps.connect, texts.steps.card, texts.steps.pin, texts.steps.report];
    return html`<div class="page">
      <header>
        <div class="brand">${logo} Kazashi</div>
        <div class="languages" role="group" aria-label=${texts.languageLabel}>
          ${languages.map(
            (language) =>
              html`<button
                type="button"
                lang=${htmlLang(language)}
                aria-pressed=${language === this.language ? "true" : "false"}
                @click=${() => this.#speak(language)}
              >
                ${languageNames[language]}
              </button>`,
          )}
        </div>
      </header>
      <main>
        <h1>${texts.title}</h1>
        ${this.view.name === "connect" ? html`<p class="intro soft">${texts.intro}</p>` : nothing}
        <ol class="steps" aria-label=${texts.stepsLabel}>
          ${steps.map(
            (name, index) =>
              html`<li
                class=${index <= step ? "reached" : ""}
                aria-current=${index === step ? "step" : nothing}
              >
                ${name}
              </li>`,
          )}
        </ol>
        ${this.#view()} ${this.#hand()}
        <p class="hidden" role="status">${this.#spoken()}</p>
      </main>
      <footer class="soft small">${texts.footer}</footer>
    </div>`;
  }

  /** A new step is where reading goes on: its heading takes the focus. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    document.documentElement.lang = htmlLang(this.language);
    document.title = `${pageTexts(this.language).title} · Kazashi`;
    const before = changed.get("view") as View | undefined;
    if (before && before.name !== this.view.name) {
      this.renderRoot.querySelector<HTMLElement>("h2[tabindex]")?.focus();
    }
  }

  #speak(language: Language): void {
    this.language = language;
    const address = new URL(location.href);
    address.searchParams.set("lang", language);
    history.replaceState(null, "", address);
  }

  #view(): TemplateResult {
    switch (this.view.name) {
      case "connect":
        return this.#connect();
      case "talking":
        return this.#talking(this.view.stages);
      case "last-try":
        return this.#lastTry(this.view.triesLeft);
      case "pin":
        return this.#pin(this.view.triesLeft);
      case "report":
        return this.#report(this.view);
      case "failed":
        return this.#failed(this.view);
    }
  }

  #connect(): TemplateResult {
    const texts = pageTexts(this.language).connect;
    const people = this.program?.people ?? [];
    return html`<section class="panel">
      <h2 tabindex="-1">${texts.title}</h2>
      <p class="origin soft">${texts.site} <strong>${location.origin}</strong></p>
      <div class="ways">
        <div class="way">
          <h3>${texts.readerTitle}</h3>
          <p class="soft">${texts.readerAbout}</p>
          <label class="check">
            <input
              type="checkbox"
              name="accept-test"
              .checked=${this.acceptTest}
              @change=${(event: Event) => {
                this.acceptTest = (event.target as HTMLInputElement).checked;
              }}
            />
            <span>${texts.acceptTest}</span>
          </label>
          <button
            type="button"
            class="button main"
            data-action="reader"
            @click=${() => void this.#visit.withReader(this.acceptTest)}
          >
            ${texts.readerButton}
          </button>
        </div>
        <div class="way">
          <h3>${texts.simulatorTitle}</h3>
          <p class="soft">${texts.simulatorAbout}</p>
          <label>
            ${texts.person}
            <select name="person" @change=${(event: Event) => this.#choosePerson(event)}>
              ${people.map(
                ({ id, labels }) =>
                  html`<option value=${id} .selected=${id === this.person}>
                    ${labels[htmlLang(this.language)] ?? id}
                  </option>`,
              )}
            </select>
          </label>
          <p class="soft small">${texts.testData}</p>
          <button
            type="button"
            class="button"
            data-action="simulator"
            ?disabled=${people.length === 0}
            @click=${() => this.#simulate(people)}
          >
            ${texts.simulatorButton}
          </button>
        </div>
      </div>
    </section>`;
  }

  #choosePerson(event: Event): void {
    this.person = (event.target as HTMLSelectElement).value;
  }

  #simulate(people: readonly SimulatedPerson[]): void {
    const person = people.find(({ id }) => id === this.person);
    if (person) void this.#visit.withSimulator(person);
  }

  #talking(reached: readonly string[]): TemplateResult {
    const texts = pageTexts(this.language).card;
    const now = reached.at(-1);
    const placed = reached.includes("asking-tries-left");
    return html`<section class="panel">
      <div class="centre">
        <h2 tabindex="-1">${texts.title}</h2>
        <p>${placed ? texts.keep : texts.place}</p>
      </div>
      ${cardPicture(placed, texts.picture)}
      <ul class="stages" aria-label=${texts.stages}>
        ${stageOrder.map((stage) => {
          const state = stage === now ? "now" : reached.includes(stage) ? "done" : "";
          return html`<li class=${state} data-stage=${stage}>
            <span class="mark"></span>
            <span>
              ${textsFor(this.language).stages[stage]}
              ${state === "done" ? html`<span class="hidden">${texts.stageDone}</span>` : nothing}
            </span>
          </li>`;
        })}
      </ul>
      ${this.#cancelButton()}
    </section>`;
  }

  #lastTry(triesLeft: number): TemplateResult {
    const texts = pageTexts(this.language).pin;
    return html`<section class="panel">
      <h2 tabindex="-1">${texts.lastTitle}</h2>
      <p class="tries few">${fill(texts.triesLeft, { value: triesLeft })}</p>
      <p class="last">${texts.lastAbout}</p>
      <div class="foot">
        <button
          type="button"
          class="button main"
          data-action="stop"
          @click=${() => this.#visit.refuseLastTry()}
        >
          ${texts.lastStop}
        </button>
        <button type="button" class="button" data-action="insist" @click=${() => this.#visit.acceptLastTry()}>
          ${texts.lastGoOn}
        </button>
      </div>
    </section>`;
  }

  #pin(triesLeft: number | undefined): TemplateResult {
    const texts = pageTexts(this.language).pin;
    return html`<section class="panel centre">
      <h2 tabindex="-1">${texts.title}</h2>
      <p>${texts.about}</p>
      ${
        triesLeft === undefined
          ? nothing
          : html`<p class=${triesLeft === 1 ? "tries few" : "tries"}>
              ${fill(texts.triesLeft, { value: triesLeft })}
            </p>`
      }
      <kazashi-pin-pad
        .language=${this.language}
        .onEntered=${(digits: Uint8Array) => this.#visit.enterPin(digits)}
      ></kazashi-pin-pad>
      ${this.#cancelButton()}
    </section>`;
  }

  #report({ report, evidence, server }: Extract<View, { name: "report" }>): TemplateResult {
    const texts = pageTexts(this.language);
    return html`<section class="panel">
        <h2 tabindex="-1" class="hidden">${texts.report.title}</h2>
        <kazashi-report .language=${this.language} .report=${report} .server=${server}></kazashi-report>
      </section>
      ${
        this.program && report.decisions.length > 0
          ? html`<section class="panel then">
              <kazashi-decisions
                .language=${this.language}
                .decisions=${report.decisions}
                .book=${this.program.book}
                .onExplain=${(decision: Decision) => this.#visit.explain(decision)}
                .onAnswered=${(inputs: Record<string, string | number | boolean>) => this.#visit.answer(inputs)}
              ></kazashi-decisions>
            </section>`
          : nothing
      }
      <details class="panel then evidence">
        <summary>${texts.evidence.title}</summary>
        <p class="soft">${texts.evidence.about}</p>
        <pre tabindex="0">${evidence}</pre>
      </details>
      ${this.#againButton()}`;
  }

  async #prepare(): Promise<void> {
    this.program = await this.#visit.prepare();
  }

  #failed({ failure, fieldOff }: Extract<View, { name: "failed" }>): TemplateResult {
    const texts = pageTexts(this.language).failure;
    // A reader that was unplugged has no power left.
    const readerThere = fieldOff !== undefined && failure.code !== "reader.disconnected";
    return html`<section class="panel" data-failure=${failure.code}>
        <h2 tabindex="-1">${texts.title}</h2>
        ${failureView(failure, this.language)}
        ${
          readerThere
            ? html`<p class=${fieldOff ? "soft then" : "then"} data-field=${fieldOff ? "off" : "unknown"}>
                ${fieldOff ? texts.fieldOff : texts.fieldUnknown}
              </p>`
            : nothing
        }
      </section>
      ${this.#againButton()}`;
  }

  #startOver(): void {
    this.#visit.startOver();
    // Only then is there something to load again.
    if (!this.program) void this.#prepare();
  }

  #cancelButton(): TemplateResult {
    return html`<div class="foot">
      <button type="button" class="button" data-action="cancel" @click=${() => this.#visit.cancel()}>
        ${pageTexts(this.language).cancel}
      </button>
    </div>`;
  }

  #againButton(): TemplateResult {
    return html`<div class="foot">
      <button type="button" class="button main" data-action="again" @click=${() => this.#startOver()}>
        ${pageTexts(this.language).again}
      </button>
    </div>`;
  }

  /** What a simulated visit lets the person's hands do. */
  #hand(): TemplateResult | typeof nothing {
    const { simulated } = this.#visit;
    if (!simulated) return nothing;
    const texts = pageTexts(this.language).hand;
    const { device, person } = simulated;
    const act = (action: () => void) => () => {
      action();
      this.requestUpdate();
    };
    return html`<section class="panel hand">
      <h3>${texts.title}</h3>
      <div class="row">
        ${
          device.state.cardPresent
            ? html`<button
                type="button"
                class="button"
                data-hand="take"
                @click=${act(() => device.removeCard())}
              >
                ${texts.take}
              </button>`
            : html`<button
                type="button"
                class="button main"
                data-hand="place"
                @click=${act(() => device.placeCard())}
              >
                ${texts.place}
              </button>`
        }
        <button type="button" class="button" data-hand="unplug" @click=${act(() => device.unplug())}>
          ${texts.unplug}
        </button>
      </div>
      ${
        this.view.name === "pin"
          ? html`<p class="soft">${fill(texts.pinHint, { pin: person.pins.auth })}</p>`
          : nothing
      }
    </section>`;
  }

  /** What a person who listens hears as it happens. */
  #spoken(): string {
    if (this.view.name !== "talking") return "";
    const now = this.view.stages.at(-1);
    return now ? textsFor(this.language).stages[now] : "";
  }
}

const logo = html`<svg viewBox="0 0 32 32" aria-hidden="true">
  <rect width="32" height="32" rx="8" fill="var(--k-accent)" />
  <rect x="7" y="9" width="18" height="12" rx="2" fill="none" stroke="var(--k-on-accent)" stroke-width="2" />
  <path d="M11 25h10" stroke="var(--k-on-accent)" stroke-width="2" stroke-linecap="round" />
</svg>`;

customElements.define("kazashi-demo", DemoPage);
