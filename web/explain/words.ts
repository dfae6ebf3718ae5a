// The words around a decision's own texts, in each language.
import type { Comparison, Language } from "../rules/book.js";

export type Convention =
  | "civil-dates"
  | "inclusive"
  | "add-months"
  | "age-on"
  | "age-eve"
  | "leap-day"
  | "nth-birthday"
  | "unknown"
  | "invalid"
  | "recorded-date-wins";

export interface Words {
  readonly answer: string;
  readonly basis: string;
  readonly reasons: Readonly<Record<string, string>>;
  readonly values: string;
  readonly remarks: string;
  readonly given: string;
  readonly number: string;
  readonly question: string;
  readonly said: string;
  readonly notSaid: string;
  readonly unusable: string;
  readonly stillNeeded: string;
  readonly table: string;
  readonly row: string;
  readonly what: string;
  readonly condition: string;
  readonly leadsTo: string;
  readonly states: Readonly<Record<"passed-over" | "fired" | "undecided" | "not-tried", string>>;
  readonly truths: Readonly<Record<"true" | "false" | "unknown", string>>;
  readonly conventionsTitle: string;
  readonly conventions: Readonly<Record<Convention, string>>;
  readonly all: string;
  readonly any: string;
  readonly not: string;
  readonly always: string;
  readonly present: string;
  readonly yes: string;
  readonly no: string;
  readonly unknownValue: string;
  /** `{left}` and `{right}` are filled in. Dates and numbers are compared in different words. */
  readonly dates: Readonly<Record<Comparison, string>>;
  readonly numbers: Readonly<Record<Comparison, string>>;
  /** `{0}`, `{1}`, `{2}` are the arguments. */
  readonly functions: Readonly<Record<string, string>>;
  readonly monthsBefore: string;
  readonly monthsAfter: string;
}

const ja: Words = {
  answer: "答え",
  basis: "根拠となる文",
  reasons: {
    "rules.inputs-missing": "判断に必要なことが、まだ分かっていません。",
    "rules.table-expired": "この規則の表は、お尋ねの日にはもう使えません。",
    "rules.not-covered": "この場合に当てはまる行がありません。",
  },
  values: "あわせて分かること",
  remarks: "注意",
  given: "分かっていること",
  number: "番号",
  question: "問い",
  said: "答え",
  notSaid: "（まだ分かりません）",
  unusable: "（この値は使えません）",
  stillNeeded: "判断にまだ必要なこと",
  table: "規則の表",
  row: "行",
  what: "結果",
  condition: "条件",
  leadsTo: "当てはまるときの答え",
  states: {
    "passed-over": "当てはまらない",
    fired: "当てはまる",
    undecided: "決められない",
    "not-tried": "見ていない",
  },
  truths: { true: "はい", false: "いいえ", unknown: "不明" },
  conventionsTitle: "日付などの数え方",
  conventions: {
    "civil-dates": "日付はすべて日本時間の暦の日です。",
    inclusive: "「から」「まで」「以前」「以後」は、その日を含みます。有効期限の日は、まだ有効です。",
    "add-months":
      "月数は暦で数えます。同じ日がない月では、その月の末日とします（5月31日の3か月前は2月末日）。",
    "age-on": "年齢は、誕生日の当日に一つ増えます。",
    "age-eve": "年齢は、誕生日の前日に一つ増えるものとして数えます（旅券窓口の数え方）。",
    "leap-day": "2月29日生まれの方の誕生日は、うるう年でない年は2月28日として数えます。",
    "nth-birthday": "誕生日は、起点の日の翌日から数えます。起点の日が誕生日でも、その日は数えません。",
    unknown: "分からないことがあるときは推測しません。初めに決められない行で止まります。",
    invalid: "ありえない日付や、ほかの答えと食い違う値は、分からないものとして扱います。",
    "recorded-date-wins": "カードや電子証明書に記録された日付がある場合は、計算した日付より優先します。",
  },
  all: "次のすべて",
  any: "次のどれか",
  not: "次のことがない",
  always: "いつでも",
  present: "{left} が分かっている",
  yes: "はい",
  no: "いいえ",
  unknownValue: "不明",
  dates: {
    eq: "{left} は {right} と同じ日",
    lt: "{left} は {right} より前",
    le: "{left} は {right} 以前",
    gt: "{left} は {right} より後",
    ge: "{left} は {right} 以後",
    in: "{left} は {right} のどれか",
  },
  numbers: {
    eq: "{left} は「{right}」",
    lt: "{left} は {right} より小さい",
    le: "{left} は {right} 以下",
    gt: "{left} は {right} より大きい",
    ge: "{left} は {right} 以上",
    in: "{left} は「{right}」のどれか",
  },
  functions: {
    ageOn: "{0} 生まれの人の {1} の日の年齢",
    ageEve: "{0} 生まれの人の {1} の日の年齢（前日に加算）",
    nthBirthdayAfter: "{0} 生まれの人の {1} の後 {2} 回目の誕生日",
    isBirthday: "{1} が {0} 生まれの人の誕生日か",
    isLeapDay: "{0} が2月29日か",
  },
  monthsBefore: "{0} の {1} か月前の日",
  monthsAfter: "{0} の {1} か月後の日",
};

const en: Words = {
  answer: "Answer",
  basis: "The sentence it rests on",
  reasons: {
    "rules.inputs-missing": "Something that is needed to decide is not known yet.",
    "rules.table-expired": "This table of rules no longer speaks for the day that was asked about.",
    "rules.not-covered": "No row of the table covers this case.",
  },
  values: "What follows as well",
  remarks: "Please note",
  given: "What is known",
  number: "No.",
  question: "Question",
  said: "Answer",
  notSaid: "(not known yet)",
  unusable: "(this value cannot be used)",
  stillNeeded: "What is still needed",
  table: "The table of rules",
  row: "Row",
  what: "Result",
  condition: "Condition",
  leadsTo: "Answer when it applies",
  states: {
    "passed-over": "does not apply",
    fired: "applies",
    undecided: "cannot be decided",
    "not-tried": "not looked at",
  },
  truths: { true: "yes", false: "no", unknown: "unknown" },
  conventionsTitle: "How days are counted",
  conventions: {
    "civil-dates": "All dates are calendar days in Japan.",
    inclusive: "“From”, “until” and expiry dates include the day they name.",
    "add-months":
      "Months are counted by the calendar; where a month has no such day, its last day counts (three months before 31 May is the end of February).",
    "age-on": "A year of age is completed on the birthday itself.",
    "age-eve": "A year of age counts from the day before the birthday, as passport offices count.",
    "leap-day": "For somebody born on 29 February, 28 February counts as the birthday in common years.",
    "nth-birthday":
      "Birthdays are counted from the day after the first day; a birthday on that day is not counted.",
    unknown: "What is not known is never guessed: the table stops at the first row that cannot be decided.",
    invalid: "A date that does not exist, or a value that contradicts another, is treated as not known.",
    "recorded-date-wins": "A date recorded on the card or in the certificate wins over a computed one.",
  },
  all: "all of these",
  any: "any of these",
  not: "this is not so",
  always: "always",
  present: "{left} is known",
  yes: "yes",
  no: "no",
  unknownValue: "unknown",
  dates: {
    eq: "{left} is {right}",
    lt: "{left} is before {right}",
    le: "{left} is on or before {right}",
    gt: "{left} is after {right}",
    ge: "{left} is on or after {right}",
    in: "{left} is one of {right}",
  },
  numbers: {
    eq: "{left} is “{right}”",
    lt: "{left} is less than {right}",
    le: "{left} is at most {right}",
    gt: "{left} is more than {right}",
    ge: "{left} is at least {right}",
    in: "{left} is one of “{right}”",
  },
  functions: {
    ageOn: "the age on {1} of a person born on {0}",
    ageEve: "the age on {1} of a person born on {0}, counted from the eve",
    nthBirthdayAfter: "birthday no. {2} after {1} of a person born on {0}",
    isBirthday: "whether {1} is a birthday of a person born on {0}",
    isLeapDay: "whether {0} is a 29 February",
  },
  monthsBefore: "the day {1} months before {0}",
  monthsAfter: "the day {1} months after {0}",
};

const jaEasy: Words = {
  answer: "答（こた）え",
  basis: "もとの 文（ぶん）",
  reasons: {
    "rules.inputs-missing": "決（き）めるために いることが、まだ わかりません。",
    "rules.table-expired": "この 表（ひょう）は、その 日（ひ）には もう 使（つか）えません。",
    "rules.not-covered": "この 場合（ばあい）の 決（き）まりが、表（ひょう）に ありません。",
  },
  values: "ほかに わかること",
  remarks: "気（き）をつけること",
  given: "わかっていること",
  number: "番号（ばんごう）",
  question: "質問（しつもん）",
  said: "答（こた）え",
  notSaid: "（まだ わかりません）",
  unusable: "（この 答（こた）えは 使（つか）えません）",
  stillNeeded: "まだ 聞（き）きたいこと",
  table: "決（き）まりの 表（ひょう）",
  row: "行（ぎょう）",
  what: "けっか",
  condition: "条件（じょうけん）",
  leadsTo: "あてはまるときの 答（こた）え",
  states: {
    "passed-over": "あてはまりません",
    fired: "あてはまります",
    undecided: "まだ 決（き）まりません",
    "not-tried": "見（み）ていません",
  },
  truths: { true: "はい", false: "いいえ", unknown: "わかりません" },
  conventionsTitle: "日（ひ）の 数（かぞ）え方（かた）",
  conventions: {
    "civil-dates": "日（ひ）は、日本（にほん）の カレンダーの 日（ひ）です。",
    inclusive:
      "「から」と「まで」は、その 日（ひ）も 入（はい）ります。期限（きげん）の 日（ひ）は、まだ 使（つか）えます。",
    "add-months":
      "月（つき）は カレンダーで 数（かぞ）えます。同（おな）じ 日（ひ）が ない 月（つき）は、その 月（つき）の 最後（さいご）の 日（ひ）です。",
    "age-on": "年（とし）は、誕生日（たんじょうび）に ひとつ 増（ふ）えます。",
    "age-eve": "年（とし）は、誕生日（たんじょうび）の 前（まえ）の 日（ひ）に ひとつ 増（ふ）えます。",
    "leap-day":
      "2月（がつ）29日（にち）に 生（う）まれた 人（ひと）は、2月（がつ）29日（にち）が ない 年（とし）は、2月（がつ）28日（にち）を 誕生日（たんじょうび）と 数（かぞ）えます。",
    "nth-birthday":
      "誕生日（たんじょうび）は、はじめの 日（ひ）の 次（つぎ）の 日（ひ）から 数（かぞ）えます。",
    unknown: "わからないことは、決（き）めません。決（き）められない 行（ぎょう）で 止（と）まります。",
    invalid:
      "カレンダーに ない 日（ひ）や、ほかの 答（こた）えと 合（あ）わない 答（こた）えは、使（つか）いません。",
    "recorded-date-wins":
      "カードに 入（はい）っている 日（ひ）が わかるときは、その 日（ひ）が 正（ただ）しいです。",
  },
  all: "ぜんぶ あてはまる",
  any: "どれか ひとつ あてはまる",
  not: "これではない",
  always: "いつも",
  present: "{left} が わかっている",
  yes: "はい",
  no: "いいえ",
  unknownValue: "わかりません",
  dates: {
    eq: "{left} は {right} と 同（おな）じ 日（ひ）",
    lt: "{left} は {right} より 前（まえ）",
    le: "{left} は {right} か、それより 前（まえ）",
    gt: "{left} は {right} より 後（あと）",
    ge: "{left} は {right} か、それより 後（あと）",
    in: "{left} は {right} の どれか",
  },
  numbers: {
    eq: "{left} は「{right}」",
    lt: "{left} は {right} より 少（すく）ない",
    le: "{left} は {right} か、それより 少（すく）ない",
    gt: "{left} は {right} より 多（おお）い",
    ge: "{left} は {right} か、それより 多（おお）い",
    in: "{left} は「{right}」の どれか",
  },
  functions: {
    ageOn: "{0} に 生（う）まれた 人（ひと）の、{1} の 年（とし）の 数（かず）",
    ageEve:
      "{0} に 生（う）まれた 人（ひと）の、{1} の 年（とし）の 数（かず）（前（まえ）の 日（ひ）に 増（ふ）える）",
    nthBirthdayAfter:
      "{0} に 生（う）まれた 人（ひと）の、{1} の 後（あと）{2} 回目（かいめ）の 誕生日（たんじょうび）",
    isBirthday: "{1} が、{0} に 生（う）まれた 人（ひと）の 誕生日（たんじょうび）か",
    isLeapDay: "{0} が 2月（がつ）29日（にち）か",
  },
  monthsBefore: "{0} の {1}か月（げつ）前（まえ）",
  monthsAfter: "{0} の {1}か月（げつ）後（あと）",
};

export const words: Readonly<Record<Language, Words>> = { ja, en, "ja-easy": jaEasy };
