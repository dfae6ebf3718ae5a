// Where a PIN is entered. The digits live in one small buffer: never in the document, in a string that is kept or in an
// event. The document only ever learns how many there are.
import { css, html, LitElement, type TemplateResult } from "lit";
import type { Language } from "../../core/texts/index.js";
import { fill, pageTexts } from "../texts/index.js";
import { shared } from "./styles.js";

const pinLength = 4;
const asciiZero = 0x30;
const keys = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export class PinPad extends LitElement {
  static override properties = {
    language: { attribute: false },
    onEntered: { attribute: false },
    count: { state: true },
    cleared: { state: true },
  };
  declare language: Language;
  /** Takes the digits as ASCII codes, in a buffer that is the receiver's alone. */
  declare onEntered: (digits: Uint8Array) => void;
  declare private count: number;
  declare private cleared: boolean;

  static override styles = [
    shared,
    css`
      .dots {
        display: flex;
        justify-content: center;
        gap: 1.1rem;
        padding: 0.4rem 0 1.2rem;
      }
      .dot {
        width: 1.1rem;
        height: 1.1rem;
        border: 2px solid var(--k-accent);
        border-radius: 50%;
      }
      .dot.full {
        background: var(--k-accent);
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(3, minmax(3.5rem, 5.5rem));
        justify-content: center;
        gap: 0.7rem;
      }
      .key {
        min-height: 3.6rem;
        border: 1px solid var(--k-line);
        border-radius: 16px;
        background: var(--k-bg);
        color: var(--k-ink);
        font-size: 1.5rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        cursor: pointer;
        touch-action: manipulation;
      }
      .key:hover {
        border-color: var(--k-accent);
      }
      .key.erase {
        grid-column: 3;
        font-size: 0.85rem;
        line-height: 1.3;
      }
      .key.zero {
        grid-column: 2;
      }
      .below {
        margin-top: 1.3rem;
        text-align: center;
      }
      .submit {
        min-width: min(100%, 16rem);
      }
      .note {
        margin-top: 0.8rem;
      }
    `,
  ];

  #digits = new Uint8Array(pinLength);

  constructor() {
    super();
    this.language = "ja";
    this.onEntered = () => undefined;
    this.count = 0;
    this.cleared = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.#onKey);
    addEventListener("blur", this.#onLeave);
    addEventListener("pagehide", this.#onLeave);
    document.addEventListener("visibilitychange", this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.#onKey);
    removeEventListener("blur", this.#onLeave);
    removeEventListener("pagehide", this.#onLeave);
    document.removeEventListener("visibilitychange", this.#onLeave);
    this.#clear();
  }

  #onLeave = (): void => {
    if (this.count === 0) return;
    this.#clear();
    this.cleared = true;
  };

  #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^[0-9]$/.test(event.key)) this.#add(event.key.charCodeAt(0) - asciiZero);
    else if (event.key === "Backspace") this.#erase();
    else if (event.key === "Enter" && !onButton(event)) this.#submit();
    else return;
    event.preventDefault();
  };

  #add(digit: number): void {
    this.cleared = false;
    if (this.count === pinLength) return;
    this.#digits[this.count] = asciiZero + digit;
    this.count += 1;
  }

  #erase(): void {
    if (this.count === 0) return;
    this.count -= 1;
    this.#digits[this.count] = 0;
  }

  #clear(): void {
    this.#digits.fill(0);
    this.count = 0;
  }

  #submit(): void {
    if (this.count !== pinLength) return;
    const digits = this.#digits.slice();
    this.#clear();
    this.onEntered(digits);
  }

  override render(): TemplateResult {
    const texts = pageTexts(this.language).pin;
    const entered = fill(texts.entered, { count: this.count });
    return html`
      <div class="dots" role="img" aria-label=${entered}>
        ${[0, 1, 2, 3].map((place) => html`<span class=${place < this.count ? "dot full" : "dot"}></span>`)}
      </div>
      <p class="hidden" role="status">${entered}</p>
      <div class="keys" role="group" aria-label=${texts.pad}>
        ${keys.map((digit) => this.#key(digit, "key"))}${this.#key(0, "key zero")}
        <button type="button" class="key erase" @click=${() => this.#erase()}>${texts.erase}</button>
      </div>
      <div class="below">
        <button
          type="button"
          class="button main submit"
          ?disabled=${this.count !== pinLength}
          @click=${() => this.#submit()}
        >
          ${texts.submit}
        </button>
        <p class="soft small note">${this.cleared ? texts.cleared : texts.keyboard}</p>
      </div>
    `;
  }

  #key(digit: number, style: string): TemplateResult {
    return html`<button type="button" class=${style} @click=${() => this.#add(digit)}>${digit}</button>`;
  }
}

/** Enter on a focused button presses that button; only elsewhere does it send. */
function onButton(event: KeyboardEvent): boolean {
  return event.composedPath()[0] instanceof HTMLButtonElement;
}

customElements.define("kazashi-pin-pad", PinPad);
