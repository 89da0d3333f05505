/** Single keys for the whole page. They can be switched off (WCAG 2.1.4) and never work while somebody types. */

export type Command =
  'next' | 'previous' | 'first' | 'last' | 'read' | 'back' | 'search' | 'help' | 'reasons';

/** In the order of the help. */
export const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['J', '↓'], does: 'next event' },
  { keys: ['K', '↑'], does: 'event before' },
  { keys: ['Home', 'End'], does: 'first and last event' },
  { keys: ['Enter'], does: 'read the evidence' },
  { keys: ['Esc'], does: 'back to the list; again: close the event' },
  { keys: ['/'], does: 'search' },
  { keys: ['W'], does: 'show why each event has its date' },
  { keys: ['?'], does: 'this help' },
];

const LETTERS: Record<string, Command> = {
  j: 'next',
  k: 'previous',
  '/': 'search',
  '?': 'help',
  w: 'reasons',
};
const LIST_KEYS: Record<string, Command> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  Enter: 'read',
};

const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

export function commandOf(event: KeyboardEvent, shortcuts: boolean): Command | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('dialog, [popover]')) return null;
  if (event.key === 'Escape') return 'back';
  if (target?.closest(TYPING)) return null;
  if (event.key in LIST_KEYS) return onRow(target) ? (LIST_KEYS[event.key] ?? null) : null;
  return shortcuts ? (LETTERS[event.key.toLowerCase()] ?? null) : null;
}

/** Arrow keys belong to the list only while a row, or nothing at all, has the focus. */
function onRow(target: Element | null): boolean {
  return !target || target === target.ownerDocument.body || target.matches('[data-row]');
}
