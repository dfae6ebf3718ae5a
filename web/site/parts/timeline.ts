// The certificate's validity as a picture, with the same facts as text for those who do not see it.
import { css, html, LitElement, nothing, svg, type TemplateResult } from "lit";
import type { Language } from "../../core/texts/index.js";
import { fill, formatDate, pageTexts } from "../texts/index.js";
import { shared } from "./styles.js";

const height = 132;
const barTop = 56;
const barHeight = 18;
const side = 10;

export class Timeline extends LitElement {
  static override properties = {
    language: { attribute: false },
    begins: { attribute: false },
    ends: { attribute: false },
    today: { attribute: false },
    opens: { attribute: false },
    confirmed: { attribute: false },
    width: { state: true },
  };
  declare language: Language;
  declare begins: Date;
  declare ends: Date;
  declare today: Date;
  /** When renewal opens; undefined where that is not decided. */
  declare opens: Date | undefined;
  /** Whether an authority vouches for the dates. */
  declare confirmed: boolean;
  declare private width: number;

  static override styles = [
    shared,
    css`
      figure {
        margin-top: 0.5rem;
      }
      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }
      text {
        fill: var(--k-ink);
        font: 600 14px var(--k-font);
      }
      text.soft {
        fill: var(--k-soft);
        font-weight: 400;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.15rem 1.2rem;
        margin-top: 0.8rem;
      }
      dt {
        color: var(--k-soft);
      }
      @media (max-width: 32rem) {
        dl {
          grid-template-columns: 1fr;
        }
        dd {
          margin-bottom: 0.3rem;
          padding-left: 1.3em;
        }
      }
      .swatch {
        display: inline-block;
        width: 0.8em;
        height: 0.8em;
        margin-right: 0.5em;
        border-radius: 3px;
        background: var(--k-accent);
      }
      .swatch.window {
        background: var(--k-warn);
      }
      .note {
        margin-top: 0.6rem;
      }
    `,
  ];

  #observer: ResizeObserver | undefined;

  constructor() {
    super();
    this.language = "ja";
    this.width = 640;
    this.confirmed = true;
  }

  // Text in a scaled picture would shrink with it, so the picture is drawn for the width at hand.
  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry) this.width = Math.max(240, Math.round(entry.contentRect.width));
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  override render(): TemplateResult {
    const texts = pageTexts(this.language).timeline;
    const dates = {
      begins: formatDate(this.begins, this.language),
      ends: formatDate(this.ends, this.language),
      today: formatDate(this.today, this.language),
      opens: this.opens ? formatDate(this.opens, this.language) : "",
    };
    const description = fill(this.opens ? texts.description : texts.descriptionNoWindow, dates);
    return html`
      <h3>${texts.title}</h3>
      <figure>
        ${this.#picture(description)}
        <dl class="small">
          <dt><span class="swatch"></span>${texts.begins}</dt>
          <dd>${dates.begins}</dd>
          ${
            this.opens
              ? html`<dt><span class="swatch window"></span>${texts.opens}</dt>
                  <dd>${dates.opens}</dd>`
              : nothing
          }
          <dt><span class="swatch"></span>${texts.ends}</dt>
          <dd>${dates.ends}</dd>
        </dl>
      </figure>
      ${this.opens ? nothing : html`<p class="soft small note">${texts.windowUnknown}</p>`}
      ${this.confirmed ? nothing : html`<p class="soft small note">${texts.unsigned}</p>`}
    `;
  }

  #picture(description: string): TemplateResult {
    const texts = pageTexts(this.language).timeline;
    const [begins, ends, today] = [this.begins.getTime(), this.ends.getTime(), this.today.getTime()];
    const first = Math.min(begins, today);
    const last = Math.max(ends, today);
    const margin = (last - first) * 0.04;
    const scale = (this.width - 2 * side) / (last - first + 2 * margin);
    const at = (moment: number): number => Math.round(side + (moment - first + margin) * scale);
    const window = this.opens ? at(Math.max(begins, this.opens.getTime())) : undefined;
    const now = at(today);
    // Near an edge the word stays inside the picture instead of centred over its mark.
    const anchor = now < 90 ? "start" : now > this.width - 90 ? "end" : "middle";
    return html`<svg viewBox="0 0 ${this.width} ${height}" role="img" aria-labelledby="title description">
      ${svg`
        <title id="title">${texts.title}</title>
        <desc id="description">${description}</desc>
        <rect x="0" y=${barTop} width=${this.width} height=${barHeight} rx="9" fill="var(--k-line)" opacity="0.6" />
        <rect x=${at(begins)} y=${barTop} width=${at(ends) - at(begins)} height=${barHeight} rx="4" fill="var(--k-accent)" />
        ${
          window === undefined
            ? nothing
            : svg`<rect x=${window} y=${barTop} width=${at(ends) - window} height=${barHeight} rx="4" fill="var(--k-warn)" />
              <path d="M${window} ${barTop + barHeight} V${barTop + barHeight + 36}" stroke="var(--k-warn)" stroke-width="2" />
              <text x=${window - 7} y=${barTop + barHeight + 40} text-anchor="end">${texts.opens}</text>`
        }
        <text class="soft" x=${at(begins)} y=${barTop + barHeight + 20}>${texts.begins}</text>
        <text class="soft" x=${Math.min(this.width, at(ends) + 30)} y=${barTop + barHeight + 20} text-anchor="end">${texts.ends}</text>
        <path d="M${now} ${barTop - 16} V${barTop + barHeight + 6}" stroke="var(--k-ink)" stroke-width="3" stroke-linecap="round" />
        <circle cx=${now} cy=${barTop - 18} r="6" fill="var(--k-ink)" />
        <text x=${anchor === "start" ? Math.max(0, now - 6) : anchor === "end" ? now + 6 : now} y=${barTop - 32} text-anchor=${anchor}>${texts.today}</text>
      `}
    </svg>`;
  }
}

customElements.define("kazashi-timeline", Timeline);
