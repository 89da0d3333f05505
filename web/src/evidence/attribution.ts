/** Who says so, in words: "two officials, unnamed · on condition of anonymity · saw a document". */
import type { Attribution, Claim, Document } from '../generated/records';

const UNNAMED = new Set<Attribution['source_kind']>(['unnamed_person', 'unnamed_group']);

const NOBODY: Record<Attribution['source_kind'], string> = {
  named_person: 'a person',
  unnamed_person: 'somebody, unnamed',
  named_group: 'a group',
  unnamed_group: 'people, unnamed',
  document: 'a document',
  publication: 'a publication',
  broadcast: 'a broadcast',
  unknown: 'somebody',
};

const TERMS: Record<Attribution['terms'], string> = {
  on_record: 'on the record',
  background: 'on background',
  anonymous: 'on condition of anonymity',
  unstated: '',
};

const BASES: Record<Attribution['basis'], string> = {
  eyewitness: 'saw it',
  briefed: 'was told',
  document: 'saw a document',
  imagery: 'from images',
  intercept: 'from an intercept',
  cites_other: 'cites others',
  unstated: '',
};

/** One link of the chain. */
export function sourceWords(link: Attribution): string {
  if (!link.source) return NOBODY[link.source_kind] ?? 'somebody';
  const words = link.source.text.replace(/\s+/g, ' ').trim();
  const known = link.name && !words.toLowerCase().includes(link.name.toLowerCase());
  const name = known ? `${words} (${link.name})` : words;
  return UNNAMED.has(link.source_kind) ? `${name}, unnamed` : name;
}

export function linkWords(link: Attribution): string {
  const basis = link.source_kind === 'document' && link.basis === 'document' ? '' : BASES[link.basis];
  return [sourceWords(link), TERMS[link.terms], basis].filter(Boolean).join(' · ');
}

/** The chain, outermost first; for a claim without one, the document itself says so. */
export function attributionWords(claim: Claim): string {
  if (!claim.attribution.length) return 'the document’s own words';
  return claim.attribution.map(linkWords).join(', who cites ');
}

/** The innermost voice, short, for a table. */
export function voiceOf(claim: Claim): string | null {
  const link = claim.attribution.at(-1);
  return link ? sourceWords(link) : null;
}

export function documentName(document: Document): string {
  return document.publisher ?? document.title ?? document.path;
}

/** The same amid other words: a bare title stands in quotation marks there. */
export function documentInWords(document: Document): string {
  return document.publisher || !document.title ? documentName(document) : `“${document.title}”`;
}

const DATE_BASES: Record<string, string> = {
  given: 'given by hand',
  sidecar: 'from the file beside it',
  metadata: 'from its metadata',
  dateline: 'from its dateline',
  'file-name': 'from the file name',
};

/** An entry of a feed, a row of a table: what stands in a container takes its date from there, not from a file beside it. */
const CONTAINERS: readonly [RegExp, string][] = [
  [/\.(?:xml|rss|atom|rdf)!\/[^/]*$/i, 'from the feed'],
  [/\.(?:json|jsonl|ndjson)!\/[^/]*$/i, 'from its row'],
];

/** How a document's date is known. */
export function dateBasisWords(document: Pick<Document, 'path' | 'published'>): string {
  if (!document.published) return 'no date is known';
  const { basis } = document.published;
  const container =
    basis === 'sidecar' ? CONTAINERS.find(([pattern]) => pattern.test(document.path)) : undefined;
  return container?.[1] ?? DATE_BASES[basis] ?? basis;
}
