// A card above its reader; it lies on it once it is there. Drawn here, so that nothing is fetched and nothing imitated.
import { css, html, type TemplateResult } from "lit";

export const cardPictureStyles = css`
  .picture {
    display: block;
    width: min(100%, 20rem);
    margin: 0 auto;
  }
  .picture .card {
    transform: translate(0, -26px);
  }
  .picture .waves {
    opacity: 0;
  }
  .picture.placed .card {
    transform: none;
    transition: transform 0.45s ease-out;
  }
  .picture.placed .waves {
    opacity: 1;
  }
  @media (prefers-reduced-motion: no-preference) {
    .picture:not(.placed) .card {
      animation: lower 2.6s ease-in-out infinite;
    }
    .picture.placed .waves {
      animation: pulse 1.6s ease-in-out infinite;
    }
  }
  @keyframes lower {
    0%,
    100% {
      transform: translate(0, -30px);
    }
    55%,
    75% {
      transform: translate(0, -6px);
    }
  }
  @keyframes pulse {
    50% {
      opacity: 0.25;
    }
  }
`;

export function cardPicture(placed: boolean, label: string): TemplateResult {
  return html`<svg
    class=${placed ? "picture placed" : "picture"}
    viewBox="0 0 320 190"
    role="img"
    aria-label=${label}
  >
    <ellipse cx="160" cy="164" rx="126" ry="14" fill="var(--k-line)" opacity="0.55" />
    <path
      d="M58 128 l28 -30 h148 l28 30 v18 a10 10 0 0 1 -10 10 H68 a10 10 0 0 1 -10 -10 z"
      fill="var(--k-soft)"
    />
    <path d="M58 128 l28 -30 h148 l28 30 z" fill="var(--k-accent)" />
    <path
      d="M86 128 l16 -18 h116 l16 18 z"
      fill="none"
      stroke="var(--k-on-accent)"
      stroke-width="2"
      opacity="0.6"
    />
    <circle cx="160" cy="143" r="4" fill="var(--k-good-bg)" />
    <g class="waves" fill="none" stroke="var(--k-accent)" stroke-width="3" stroke-linecap="round">
      <path d="M40 92 q-10 14 0 28" />
      <path d="M26 84 q-16 22 0 44" />
      <path d="M280 92 q10 14 0 28" />
      <path d="M294 84 q16 22 0 44" />
    </g>
    <g class="card">
      <path
        d="M76 118 L104 62 H216 L244 118 Z"
        fill="var(--k-surface)"
        stroke="var(--k-accent)"
        stroke-width="3"
        stroke-linejoin="round"
      />
      <path d="M106 78 H152" stroke="var(--k-line)" stroke-width="5" stroke-linecap="round" />
      <path d="M100 91 H166" stroke="var(--k-line)" stroke-width="5" stroke-linecap="round" />
      <path d="M94 104 H146" stroke="var(--k-line)" stroke-width="5" stroke-linecap="round" />
      <path
        d="M184 76 H208 L217 97 H188 Z"
        fill="var(--k-accent-bg)"
        stroke="var(--k-accent)"
        stroke-width="2"
        stroke-linejoin="round"
      />
    </g>
  </svg>`;
}
