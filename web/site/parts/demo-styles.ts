// How the demo page is laid out.
import { css } from "lit";

export const demoStyles = css`
  .page {
    width: min(100% - 2rem, 46rem);
    margin: 0 auto;
    padding-bottom: 4rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1.5rem;
    align-items: center;
    justify-content: space-between;
    padding: 1.4rem 0 clamp(1.2rem, 4vw, 2.2rem);
  }
  .brand {
    display: flex;
    gap: 0.7rem;
    align-items: center;
    font-weight: 700;
    letter-spacing: 0.02em;
  }
  .brand svg {
    width: 2.1rem;
    height: 2.1rem;
  }
  .languages {
    display: flex;
    gap: 0.2rem;
    padding: 0.25rem;
    border: 1px solid var(--k-line);
    border-radius: 999px;
    background: var(--k-surface);
  }
  .languages button {
    min-height: 2.2rem;
    padding: 0 0.85rem;
    border: 0;
    border-radius: 999px;
    background: transparent;
    font-size: 0.85rem;
    cursor: pointer;
  }
  .languages button[aria-pressed="true"] {
    background: var(--k-accent);
    color: var(--k-on-accent);
    font-weight: 600;
  }
  .intro {
    margin-top: 0.8rem;
    font-size: 1.1rem;
  }
  .steps {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 0.5rem;
    margin: clamp(1.2rem, 4vw, 2rem) 0 1.4rem;
    list-style: none;
    font-size: 0.85rem;
    line-height: 1.4;
  }
  .steps li {
    padding-top: 0.6rem;
    border-top: 4px solid var(--k-line);
    color: var(--k-soft);
  }
  .steps .reached {
    border-color: var(--k-accent);
  }
  .steps [aria-current] {
    color: var(--k-ink);
    font-weight: 700;
  }
  .ways {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 1.2rem;
    margin-top: 1.4rem;
  }
  .way {
    display: flex;
    flex-direction: column;
    gap: 0.9rem;
    padding: 1.3rem;
    border: 1px solid var(--k-line);
    border-radius: 16px;
  }
  .way .button {
    margin-top: auto;
  }
  .way label {
    display: block;
  }
  .way select {
    width: 100%;
    margin-top: 0.4rem;
  }
  .check {
    display: grid !important;
    grid-template-columns: auto 1fr;
    gap: 0.7rem;
    align-items: start;
    font-size: 0.95rem;
  }
  .check input {
    width: 1.25rem;
    height: 1.25rem;
    margin: 0.25rem 0 0;
    accent-color: var(--k-accent);
  }
  .origin {
    margin-top: 0.5rem;
  }
  .origin strong {
    overflow-wrap: anywhere;
  }
  .stages {
    margin: 1.6rem auto 0;
    width: fit-content;
    list-style: none;
  }
  .stages li {
    display: grid;
    grid-template-columns: 1.6rem 1fr;
    gap: 0.6rem;
    align-items: center;
    color: var(--k-soft);
  }
  .stages .mark {
    width: 0.7rem;
    height: 0.7rem;
    margin: auto;
    border-radius: 50%;
    background: var(--k-line);
  }
  .stages .done .mark {
    background: var(--k-good);
  }
  .stages .now {
    color: var(--k-ink);
    font-weight: 700;
  }
  .stages .now .mark {
    background: var(--k-accent);
    box-shadow: 0 0 0 5px var(--k-accent-bg);
  }
  .centre {
    text-align: center;
  }
  .centre h2 + p {
    margin-top: 0.3rem;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    justify-content: center;
    margin-top: 1.8rem;
  }
  .tries {
    display: inline-block;
    margin: 1rem 0 1.2rem;
    padding: 0.35rem 1.1rem;
    border-radius: 999px;
    background: var(--k-accent-bg);
    font-weight: 700;
  }
  .tries.few {
    background: var(--k-warn-bg);
    color: var(--k-warn);
  }
  .last {
    margin-top: 1rem;
    padding: 1.2rem 1.4rem;
    border: 2px solid var(--k-warn);
    border-radius: 16px;
    background: var(--k-warn-bg);
  }
  .hand {
    margin-top: 1.2rem;
    border-style: dashed;
    box-shadow: none;
    background: transparent;
  }
  .hand .row {
    margin-top: 0.7rem;
  }
  .hand .button {
    min-height: 2.6rem;
    padding: 0.35rem 1.1rem;
    font-size: 0.95rem;
  }
  .hand p {
    margin-top: 0.7rem;
  }
  .then {
    margin-top: 1.2rem;
  }
  pre {
    max-height: 14rem;
    margin: 0.6rem 0 0;
    padding: 1rem;
    overflow: auto;
    border-radius: 12px;
    background: var(--k-bg);
    font-size: 0.8rem;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .evidence summary {
    cursor: pointer;
    font-weight: 600;
  }
  footer {
    margin-top: 2.5rem;
    text-align: center;
  }
`;
