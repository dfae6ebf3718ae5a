// A failure in words: what happened, what to do now, and, folded away, what staff do.
import { css, html, nothing, type TemplateResult } from "lit";
import type { Failure } from "../../core/failure.js";
import { describeFailure, type Language } from "../../core/texts/index.js";
import { pageTexts } from "../texts/index.js";

export const failureStyles = css`
  .failure .what {
    margin-top: 0.6rem;
    font-size: 1.15rem;
    font-weight: 600;
  }
  .failure .now {
    margin-top: 1.2rem;
    padding: 1rem 1.2rem;
    border-radius: 14px;
    background: var(--k-accent-bg);
  }
  .failure details {
    margin-top: 1rem;
  }
  .failure summary {
    padding: 0.4rem 0;
    color: var(--k-soft);
    cursor: pointer;
  }
  .failure code {
    overflow-wrap: anywhere;
  }
`;

function numberOf({ detail }: Failure): string {
  if (!detail) return "";
  return detail.kind === "status-word"
    ? ` ${detail.value.toString(16).toUpperCase().padStart(4, "0")}`
    : ` ${detail.value}`;
}

export function failureView(failure: Failure, language: Language): TemplateResult {
  const texts = pageTexts(language).failure;
  const { what, now, staff } = describeFailure(failure, language);
  return html`<div class="failure">
    <p class="what">${what}</p>
    ${
      now
        ? html`<div class="now">
            <h3>${texts.now}</h3>
            <p>${now}</p>
          </div>`
        : nothing
    }
    <details>
      <summary>${texts.staff}</summary>
      <p>${staff}</p>
      <p class="soft small">${texts.code}: <code>${failure.code}${numberOf(failure)}</code></p>
    </details>
  </div>`;
}
