// How new the trust bundles were that this page has used, so that an old one, however well signed, is not used again.
// What a person's browser forgets is lost: then the page starts from 1, as a new one does.
const nameOf = (id: string): string => `kazashi.bundle-version.${id}`;

/** The highest version of bundle `id` that was opened here; 1 before the first. */
export function highestVersion(id: string): number {
  try {
    const kept = localStorage.getItem(nameOf(id)) ?? "";
    return /^[1-9]\d{0,14}$/.test(kept) ? Number(kept) : 1;
  } catch {
    return 1; // storage is closed to the page
  }
}

/** Call with the version of a bundle that opened; an older one than the one kept changes nothing. */
export function rememberVersion(id: string, version: number): void {
  if (version <= highestVersion(id)) return;
  try {
    localStorage.setItem(nameOf(id), String(version));
  } catch {
    // The page works on; next time it starts from what it still knows.
  }
}
