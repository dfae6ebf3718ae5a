// What `kazashi card --out DIR` leaves behind: pictures as files that can be looked at, everything else in one JSON file.
// It is about a person, so nobody but the owner may read it.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KazashiError } from "../../core/failure.js";
import { encodePng, PhotoDecoder } from "../../core/photo.js";
import type { CardData, DataItem, PictureItem, Report, TextItem, Visited } from "../../core/report.js";
import { readPackageOctets } from "../package-files.js";
import { say } from "./exit.js";

const ownerOnly = { mode: 0o600 };

const extensions: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/tiff": "tif",
  "image/jpeg": "jpg",
};

/** Names of files by the item: "nameImage" becomes name-image. */
const fileNameOf = (item: string): string => item.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What stands in attributes.json in the place of a picture's octets. */
interface Pictured {
  readonly file?: string;
  readonly failure?: { readonly code: string };
  readonly [more: string]: unknown;
}

/** What was written, for standard output: names inside the folder. */
export interface Written {
  readonly report: Report;
  readonly files: readonly string[];
}

/**
 * Writes pictures, attributes.json (verdict, findings, what was read) and evidence.json. JPEG 2000 becomes PNG; a
 * photograph that does not decode is named with its failure, and its octets stay in the evidence.
 */
export async function writeCardFiles(folder: string, outcome: Visited): Promise<Written> {
  const { report, evidence, data } = outcome;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = ["attributes.json", "evidence.json"];
  const attributes: Record<string, DataItem | Pictured> = {};
  for (const [name, item] of Object.entries(data)) {
    const shown = "base64" in item ? await writePicture(folder, name, item) : item;
    attributes[name] = shown;
    if ("file" in shown && shown.file) files.push(shown.file);
  }
  const { verdict, subIndication, environment, findings } = report;
  const about = { verdict, ...(subIndication ? { subIndication } : {}), environment, findings, attributes };
  await writeFile(join(folder, "attributes.json"), `${JSON.stringify(about, null, 2)}\n`, ownerOnly);
  await writeFile(join(folder, "evidence.json"), evidence, ownerOnly);
  const signed = signedDataIn(evidence);
  if (signed) {
    await writeFile(join(folder, "signed.p7m"), signed, ownerOnly);
    files.push("signed.p7m");
  }
  return { report, files };
}

/** The signed document (CMS) of a `sign` visit, as other programs read it. */
function signedDataIn(evidence: string): Uint8Array | undefined {
  const { parts } = JSON.parse(evidence) as { parts?: { signedData?: string } };
  return parts?.signedData === undefined ? undefined : Buffer.from(parts.signedData, "base64");
}

/**
 * Texts that the core hands on as a card holds them, in a card's own character set, as texts. Licences have JIS X 0208,
 * which every JavaScript decodes and the core would need tables for.
 */
export function withTexts(data: CardData): CardData {
  const texts = Object.entries(data).map(([name, item]) => [name, asText(item)] as const);
  return Object.fromEntries(texts);
}

function asText(item: DataItem): DataItem {
  const charset =
    "mediaType" in item ? /^text\/plain;charset=([\w-]+)$/.exec(item.mediaType)?.[1] : undefined;
  if (!charset || !("base64" in item)) return item;
  const about = Object.entries(item).filter(([member]) => member !== "base64" && member !== "mediaType");
  // A pair that nobody has assigned shows as U+FFFD, as the card's own missing characters do; the octets stay in evidence.
  const value = new TextDecoder(charset).decode(Buffer.from(item.base64, "base64"));
  return { ...(Object.fromEntries(about) as Omit<TextItem, "value">), value };
}

async function writePicture(folder: string, name: string, item: PictureItem): Promise<Pictured> {
  const { base64, mediaType, ...about } = item;
  const octets = new Uint8Array(Buffer.from(base64, "base64"));
  try {
    const isPhoto = mediaType === "image/jp2";
    const file = `${fileNameOf(name)}.${isPhoto ? "png" : (extensions[mediaType] ?? "bin")}`;
    await writeFile(join(folder, file), isPhoto ? await photoToPng(octets) : octets, ownerOnly);
    return { file, mediaType: isPhoto ? "image/png" : mediaType, ...about };
  } catch (error) {
    if (!(error instanceof KazashiError)) throw error;
    say(`${name} is not written: ${error.code}`);
    return { failure: error.failure, mediaType, ...about };
  }
}

let decoder: Promise<PhotoDecoder> | undefined;

async function photoToPng(octets: Uint8Array): Promise<Uint8Array> {
  decoder ??= readPackageOctets("kazashi-jpeg2000.wasm").then((wasm) => PhotoDecoder.load(wasm));
  return encodePng(await (await decoder).decode(octets));
}
