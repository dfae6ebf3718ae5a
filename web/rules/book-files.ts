// Books where their authors keep them: a folder with one file a service, one such file, or the rulebook that joins them.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

export class BookFileError extends Error {
  override readonly name = "BookFileError";
}

/** A service's book as it was read; whether it has the form of one is still to be found out. */
export interface BookFile {
  readonly file: string;
  /** Where in that file the service stands: "" unless the file is a whole rulebook. */
  readonly pointer: string;
  readonly service: unknown;
}

export function readBookFiles(path: string): readonly BookFile[] {
  if (!isFolder(path)) return servicesOf(path, parse(path));
  const files = readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(path, name));
  if (files.length === 0) throw new BookFileError(`${path} holds no book`);
  return files.map((file) => {
    const service = parse(file);
    // Pages find a service by its name, authors by its file: one name for both.
    const name = (service as { service?: unknown } | null)?.service;
    if (`${String(name)}.json` !== basename(file)) {
      throw new BookFileError(`${file} says it is the service "${String(name)}"`);
    }
    return { file, pointer: "", service };
  });
}

/** The one text that the core loads, the same for the same books. */
export function rulebookText(books: readonly BookFile[]): string {
  return `${JSON.stringify({ format: "kazashi-rulebook:1", services: books.map(({ service }) => service) })}\n`;
}

function servicesOf(file: string, json: unknown): readonly BookFile[] {
  const whole = json as { format?: unknown; services?: unknown } | null;
  if (whole?.format !== "kazashi-rulebook:1" || !Array.isArray(whole.services)) {
    return [{ file, pointer: "", service: json }];
  }
  return whole.services.map((service: unknown, index) => ({ file, pointer: `/services/${index}`, service }));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new BookFileError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BookFileError(`${file} is not JSON: ${(error as Error).message}`);
  }
}
