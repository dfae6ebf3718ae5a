// What every part of the page shares: type, buttons, panels.
import { css } from "lit";

export const shared = css`
  :host {
    display: block;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  h1 {
    font-size: clamp(1.7rem, 1.2rem + 2.2vw, 2.4rem);
    line-height: 1.3;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  h2 {
    font-size: clamp(1.35rem, 1.1rem + 1.2vw, 1.75rem);
    line-height: 1.4;
    text-wrap: balance;
  }
  h3 {
    font-size: 1.1rem;
    line-height: 1.5;
  }
  h2:focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--k-accent);
    outline-offset: 3px;
    border-radius: 6px;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  .button {
    min-height: 3rem;
    padding: 0.6rem 1.4rem;
    border: 1px solid var(--k-accent);
    border-radius: 999px;
    background: transparent;
    color: var(--k-accent);
    font-weight: 600;
    line-height: 1.4;
    cursor: pointer;
  }
  .button:hover {
    border-color: var(--k-accent-strong);
    color: var(--k-accent-strong);
    background: var(--k-accent-bg);
  }
  .button.main {
    background: var(--k-accent);
    color: var(--k-on-accent);
  }
  .button.main:hover {
    background: var(--k-accent-strong);
    color: var(--k-on-accent);
  }
  .button[disabled] {
    border-color: var(--k-line);
    background: transparent;
    color: var(--k-soft);
    cursor: not-allowed;
  }
  .panel {
    padding: clamp(1.1rem, 0.6rem + 2.2vw, 2rem);
    border: 1px solid var(--k-line);
    border-radius: 18px;
    background: var(--k-surface);
    box-shadow: var(--k-shadow);
  }
  .soft {
    color: var(--k-soft);
  }
  .small {
    font-size: 0.9rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    align-items: center;
  }
  select,
  input[type="date"],
  input[type="number"] {
    min-height: 3rem;
    max-width: 100%;
    padding: 0.5rem 0.8rem;
    border: 1px solid var(--k-soft);
    border-radius: 12px;
    background: var(--k-surface);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
