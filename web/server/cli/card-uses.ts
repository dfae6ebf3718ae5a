// What `kazashi card` can be asked for, and which option belongs to which use.
import type { Use } from "../../core/generated/codes.js";
import { UsageError } from "./exit.js";
import type { CardValues } from "./card-options.js";

/** By the name on the command line: the core's name, the options that are its own, whose card lies there by default. */
export const cardUses = {
  info: { use: "info", own: [], person: "adult" },
  auth: { use: "authenticate", own: [], person: "adult" },
  sign: { use: "sign", own: [], person: "adult" },
  attributes: { use: "attributes", own: ["open"], person: "adult" },
  face: { use: "face", own: [], person: "adult" },
  age: { use: "age", own: [], person: "adult" },
  residence: { use: "residence", own: ["files"], person: "residence-2" },
  licence: { use: "licence", own: ["files"], person: "licence" },
} as const satisfies Record<
  string,
  { readonly use: Use; readonly own: readonly (keyof CardValues)[]; readonly person: string }
>;

export type CardUse = keyof typeof cardUses;

const isCardUse = (word: string | undefined): word is CardUse =>
  word !== undefined && Object.hasOwn(cardUses, word);

/** The uses whose evidence `verify-evidence --use` verifies again. */
export const knownUses: readonly Use[] = Object.values(cardUses).map(({ use }) => use);

/** What pages load first has these; the others are in the full module. */
const mainUses: readonly Use[] = ["authenticate", "attributes", "face", "age", "info"];

export const moduleFor = (use: Use): "main" | "full" => (mainUses.includes(use) ? "main" : "full");

/** The use and, for `sign` alone, the file. */
export function useOf(positionals: readonly string[]): { readonly name: CardUse; readonly file?: string } {
  const [word, file, ...more] = positionals;
  if (!isCardUse(word)) {
    throw new UsageError(`what of the card? One of: ${Object.keys(cardUses).join(", ")}`);
  }
  if (word === "sign" ? file === undefined || more.length > 0 : file !== undefined) {
    throw new UsageError(word === "sign" ? "card sign takes one FILE" : `card ${word} takes no "${file}"`);
  }
  return file === undefined ? { name: word } : { name: word, file };
}

const openings = ["pin", "number"];
/** What is read only if asked for, because it tells more. */
const files: Partial<Record<CardUse, readonly string[]>> = {
  residence: ["face", "address", "notes"],
  licence: ["photo", "domicile"],
};

/** The members of the request that belong to one use. The core reads them again. */
export function ownMembers(name: CardUse, values: CardValues): Record<string, unknown> {
  const { own } = cardUses[name];
  for (const option of ["open", "files"] as const) {
    if (values[option] !== undefined && !(own as readonly string[]).includes(option)) {
      throw new UsageError(`--${option} does not belong to card ${name}`);
    }
  }
  const { open } = values;
  if (open !== undefined && !openings.includes(open)) throw new UsageError("--open is pin or number");
  const known = files[name] ?? [];
  const wanted = values.files?.split(",");
  if (wanted?.some((file) => !known.includes(file))) {
    throw new UsageError(`--files of card ${name} is a list of: ${known.join(",")}`);
  }
  return { ...(open ? { open } : {}), ...(wanted ? { files: wanted } : {}) };
}
