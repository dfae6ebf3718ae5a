// What the demo page itself says; failures, findings and stages have their texts in web/core/texts.

/** `{name}` marks a place that fill() fills. */
export interface PageTexts {
  readonly title: string;
  readonly intro: string;
  readonly languageLabel: string;
  readonly steps: {
    readonly connect: string;
    readonly card: string;
    readonly pin: string;
    readonly report: string;
  };
  readonly stepsLabel: string;
  readonly connect: {
    readonly title: string;
    readonly site: string;
    readonly readerTitle: string;
    readonly readerAbout: string;
    readonly readerButton: string;
    readonly acceptTest: string;
    readonly simulatorTitle: string;
    readonly simulatorAbout: string;
    readonly person: string;
    readonly simulatorButton: string;
    readonly testData: string;
  };
  readonly card: {
    readonly title: string;
    readonly place: string;
    readonly keep: string;
    readonly picture: string;
    readonly stages: string;
    readonly stageDone: string;
  };
  readonly hand: {
    readonly title: string;
    readonly place: string;
    readonly take: string;
    readonly unplug: string;
    readonly pinHint: string;
  };
  readonly pin: {
    readonly title: string;
    readonly about: string;
    readonly triesLeft: string;
    readonly pad: string;
    readonly entered: string;
    readonly erase: string;
    readonly submit: string;
    readonly keyboard: string;
    readonly cleared: string;
    readonly lastTitle: string;
    readonly lastAbout: string;
    readonly lastGoOn: string;
    readonly lastStop: string;
  };
  readonly cancel: string;
  readonly again: string;
  readonly failure: {
    readonly title: string;
    readonly now: string;
    readonly staff: string;
    readonly code: string;
    readonly fieldOff: string;
    readonly fieldUnknown: string;
  };
  readonly report: {
    readonly title: string;
    readonly test: string;
    readonly notChecked: string;
    readonly confirmedList: string;
    readonly notCheckedList: string;
    readonly failedList: string;
    readonly undecidedList: string;
    readonly none: string;
    readonly ofCard: string;
    readonly ofAuthority: string;
    readonly restsOn: string;
    readonly age: string;
    readonly when: string;
    readonly whatNow: string;
  };
  readonly server: {
    readonly title: string;
    readonly waiting: string;
    readonly same: string;
    readonly differs: string;
    readonly refused: string;
  };
  readonly timeline: {
    readonly title: string;
    readonly description: string;
    readonly descriptionNoWindow: string;
    readonly begins: string;
    readonly today: string;
    readonly opens: string;
    readonly ends: string;
    readonly windowUnknown: string;
    readonly unsigned: string;
  };
  readonly decisions: {
    readonly title: string;
    readonly about: string;
    readonly rule: string;
    readonly answer: string;
    readonly yes: string;
    readonly no: string;
    readonly choose: string;
    readonly explain: string;
    readonly notExplained: string;
  };
  readonly evidence: { readonly title: string; readonly about: string };
  readonly footer: string;
  readonly days: string;
  readonly hours: string;
  readonly minutes: string;
}
