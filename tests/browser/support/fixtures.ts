// What every browser test starts from: a page with a reader behind it, by one of two stand-ins for navigator.usb.
import { existsSync, readFileSync } from "node:fs";
import { test as base, expect, type Page } from "@playwright/test";
import type { Hardware, Setup } from "../page/hardware.js";
import { blinkUnfit, testFile } from "./places.js";
import { findPerson, type TestPerson } from "./people.js";
import { type Server, startServer } from "./server.js";

export { expect } from "@playwright/test";

export type Backend = "fake-usb" | "blink-usb";

export interface ReaderState {
  readonly attached: boolean;
  readonly rfOn: boolean;
  readonly fieldOffCount: number;
  readonly transfers: number;
  readonly card: {
    readonly verifies: number;
    readonly signatures: number;
    readonly auth: { readonly triesLeft: number };
  };
}

interface PageWorld {
  readonly kazashiHardware: Hardware;
}

export interface OpenOptions {
  readonly person?: string | TestPerson;
  readonly chooser?: Setup["chooser"];
  readonly shape?: Setup["shape"];
  readonly language?: "ja" | "en" | "ja-easy";
}

/** The demo page and the hands of whoever sits before it. */
export class DemoPage {
  constructor(
    readonly page: Page,
    private readonly backend: Backend,
    private readonly origin: string,
  ) {}

  async open({
    person = "adult",
    chooser = "choose",
    shape = "rc-s380",
    language = "en",
  }: OpenOptions = {}): Promise<void> {
    const whose = typeof person === "string" ? findPerson(person) : person;
    const setup: Setup = { person: JSON.stringify(whose), chooser, shape };
    await this.page.route("**/__test__/*", (route) => route.fulfill(testFile(route.request().url())));
    await this.page.addInitScript(
      ({ setup, script }) => Object.assign(globalThis, { kazashiSetup: setup, kazashiReady: import(script) }),
      { setup, script: `${this.origin}/__test__/${this.backend}.js` },
    );
    await this.page.goto(`${this.origin}/?lang=${language}`);
    await this.page.evaluate(
      () => (globalThis as unknown as { kazashiReady: Promise<unknown> }).kazashiReady,
    );
  }

  /** Presses the button that connects; test cards count. */
  async connect(): Promise<void> {
    await this.page.getByRole("checkbox").check();
    await this.page.locator("[data-action=reader]").click();
  }

  async enterPin(digits: string): Promise<void> {
    await expect(this.page.locator("kazashi-pin-pad")).toBeVisible();
    await this.page.keyboard.type(digits);
    await this.page.keyboard.press("Enter");
  }

  async placeCard(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as PageWorld).kazashiHardware.placeCard());
  }
  async removeCard(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as PageWorld).kazashiHardware.removeCard());
  }
  async unplug(): Promise<void> {
    await this.page.evaluate(() => (globalThis as unknown as PageWorld).kazashiHardware.unplug());
  }
  async faultAtNextTransfer(kind: Parameters<Hardware["setFault"]>[1], after = 0): Promise<void> {
    const step = (await this.state()).transfers + after;
    await this.page.evaluate(
      ([at, fault]) => (globalThis as unknown as PageWorld).kazashiHardware.setFault(at, fault),
      [step, kind] as const,
    );
  }
  async state(): Promise<ReaderState> {
    return (await this.page.evaluate(
      () => (globalThis as unknown as PageWorld).kazashiHardware.state,
    )) as ReaderState;
  }

  async expectStage(stage: string): Promise<void> {
    await expect(this.page.locator(`[data-stage=${stage}]`)).toHaveClass("now");
  }
  async expectFailure(code: string): Promise<void> {
    await expect(this.page.locator("[data-failure]")).toHaveAttribute("data-failure", code);
  }
  async expectVerdict(verdict: string): Promise<void> {
    await expect(this.page.locator("[data-verdict]")).toHaveAttribute("data-verdict", verdict);
  }
  /** However a visit ended: the card is without power, so whatever it was told is forgotten. */
  async expectFieldOff(): Promise<void> {
    const { rfOn, attached, fieldOffCount } = await this.state();
    expect(rfOn).toBe(false);
    if (attached) expect(fieldOffCount).toBeGreaterThan(0);
  }
}

export const test = base.extend<{ backend: Backend; demo: DemoPage }, { server: Server }>({
  backend: ["fake-usb", { option: true }],
  server: [
    // Playwright reads a fixture's dependencies from this pattern, so it stands there even when there are none.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      server.stop();
    },
    { scope: "worker" },
  ],
  demo: async ({ page, backend, server }, use) => {
    const reason = backend === "blink-usb" && existsSync(blinkUnfit) ? readFileSync(blinkUnfit, "utf8") : "";
    test.skip(reason !== "", `BLINK'S OWN WEBUSB WAS NOT TESTED, its bindings do not fit the rig. ${reason}`);
    await use(new DemoPage(page, backend, server.origin));
  },
});
