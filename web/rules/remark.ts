// What a check says of a book: remarks, and the places that they point to.
import type { Decision, Rulebook, Service } from "./book.js";
import type { BookFile } from "./book-files.js";
import type { Case } from "./cases.js";

export type RemarkCode =
  | "form"
  | "twice"
  | "not-loadable"
  | "text-missing"
  | "quote-missing"
  | "date-impossible"
  | "dates-reversed"
  | "unreachable"
  | "overlap"
  | "no-overlap"
  | "gap"
  | "input-unused"
  | "flag-unused"
  | "outcome-unused"
  | "not-fully-explored";

export interface Remark {
  readonly severity: "error" | "note";
  readonly code: RemarkCode;
  readonly file: string;
  /** JSON Pointer (RFC 6901) into the file. */
  readonly pointer: string;
  readonly decision?: string;
  readonly rows?: readonly string[];
  readonly message: string;
  /** Inputs that show it. */
  readonly example?: Case;
}

export type Place = Pick<Remark, "file" | "pointer"> & { readonly decision?: string };

export const serviceOf = ({ service }: BookFile): Service => service as Service;
export const rulebookOf = (services: readonly Service[]): Rulebook => ({
  format: "kazashi-rulebook:1",
  services,
});

export function places(
  books: readonly BookFile[],
): readonly { readonly service: Service; readonly decision: Decision; readonly place: Place }[] {
  return books.flatMap((book) =>
    serviceOf(book).decisions.map((decision, index) => ({
      service: serviceOf(book),
      decision,
      place: { file: book.file, pointer: `${book.pointer}/decisions/${index}`, decision: decision.id },
    })),
  );
}

export function error(code: RemarkCode, place: Place, message: string, more: Partial<Remark> = {}): Remark {
  return { severity: "error", code, ...place, message, ...more };
}
export function note(code: RemarkCode, place: Place, message: string, more: Partial<Remark> = {}): Remark {
  return { severity: "note", code, ...place, message, ...more };
}
