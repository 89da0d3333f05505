/** Words of a source that a person marked: by pointer, or by typing them. Offsets here are UTF-16 units of the text. */
import type { UnitSpan } from '../evidence/excerpts';

/** Every place where the words stand, white space alike; letters must be the same. */
export function placesOf(text: string, typed: string): UnitSpan[] {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const pattern = new RegExp(
    words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'),
    'gu',
  );
  const found: UnitSpan[] = [];
  for (const match of text.matchAll(pattern)) {
    found.push([match.index, match.index + match[0].length]);
    if (found.length >= 50) break;
  }
  return found;
}

/** Without white space at the edges, and never half a character. Null where nothing is left. */
export function tidySpan(text: string, [start, end]: UnitSpan): UnitSpan | null {
  let from = Math.max(0, start);
  let to = Math.min(text.length, end);
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  if (isLow(text.charCodeAt(from))) from -= 1;
  if (isLow(text.charCodeAt(to))) to += 1;
  return from < to ? [from, to] : null;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The single words of a span, as choices for the word that names the happening. */
export function wordsIn(text: string, [start, end]: UnitSpan): { span: UnitSpan; text: string }[] {
  const list: { span: UnitSpan; text: string }[] = [];
  for (const match of text.slice(start, end).matchAll(/[\p{L}\p{M}\p{N}]+(?:[’'-][\p{L}\p{M}\p{N}]+)*/gu))
    list.push({ span: [start + match.index, start + match.index + match[0].length], text: match[0] });
  return list;
}
