/** Pages of the PDF that a document was read from: which ones, where the server draws them, and why it does not. */
import type { Claim, Document } from '../generated/records';

/** Numbers of the pages, in order, on which some claims begin; without claims all that hold text. */
export function pagesOf(document: Document, claims: readonly Pick<Claim, 'start'>[] | null): number[] {
  const pages = (document.locators ?? []).filter(({ kind }) => kind === 'page');
  const wanted = claims
    ? pages.filter(({ start, end }) => claims.some((claim) => start <= claim.start && claim.start < end))
    : pages;
  return [...new Set(wanted.map(({ number }) => number))].sort((a, b) => a - b);
}

export function pageAddress(document: Document, number: number): string {
  return `/api/documents/${encodeURIComponent(document.id)}/pages/${number}`;
}

/** Why a page did not come, in the server's words. */
export async function whyNoPage(
  address: string,
  ask: (address: string) => Promise<Response> = fetch,
): Promise<string> {
  try {
    const reply = await ask(address);
    if (reply.ok) return 'the image that came cannot be read';
    const body = (await reply.json()) as { error?: { message?: string } } | null;
    return body?.error?.message ?? `the server answered ${reply.status}`;
  } catch {
    return 'the server does not answer';
  }
}
