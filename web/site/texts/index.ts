// The page's words and dates in the language at hand.
import type { Language } from "../../core/texts/index.js";
import { en } from "./en.js";
import { jaEasy } from "./ja-easy.js";
import { ja } from "./ja.js";
import type { PageTexts } from "./types.js";

export type { PageTexts } from "./types.js";

const byLanguage: Readonly<Record<Language, PageTexts>> = { ja, en, "ja-easy": jaEasy };

export function pageTexts(language: Language): PageTexts {
  return byLanguage[language];
}

/** How each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  ja: "日本語",
  en: "English",
  "ja-easy": "やさしい日本語",
};

/** What assistive technology and fonts go by. */
export const htmlLang = (language: Language): string => (language === "en" ? "en" : "ja");

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The civil date in Japan, which is where every date on a card is meant. */
export function formatDate(moment: Date, language: Language): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Tokyo", ...options }).format(moment);
  if (language === "en") return part({ dateStyle: "long" });
  const [year, month, day] = [
    part({ year: "numeric" }),
    part({ month: "numeric" }),
    part({ day: "numeric" }),
  ];
  return language === "ja"
    ? `${year}年${month}月${day}日`
    : `${year}年（ねん）${month}月（がつ）${day}日（にち）`;
}

export function formatAge(seconds: number, language: Language): string {
  const texts = pageTexts(language);
  if (seconds >= 172_800) return fill(texts.days, { n: Math.floor(seconds / 86_400) });
  if (seconds >= 7_200) return fill(texts.hours, { n: Math.floor(seconds / 3_600) });
  return fill(texts.minutes, { n: Math.floor(seconds / 60) });
}
