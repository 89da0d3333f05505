/** Names of countries by their two letters, as the browser knows them. */
const NAMES = new Intl.DisplayNames(['en-GB'], { type: 'region', fallback: 'code' });

export function countryName(code: string): string {
  try {
    return NAMES.of(code) ?? code;
  } catch {
    // Not two letters: a gazetteer may have codes of its own.
    return code;
  }
}
