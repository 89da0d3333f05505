/** Single keys for the whole page. They can be switched off (WCAG 2.1.4) and never work while somebody types. */

export type MoveCommand = 'next' | 'previous' | 'first' | 'last';
export type DecisionCommand =
  'accept' | 'reject' | 'edit' | 'merge' | 'split' | 'unmerge' | 'pin' | 'hide' | 'note' | 'undo';
export type Command = MoveCommand | DecisionCommand | 'read' | 'back' | 'search' | 'help' | 'reasons';

interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

/** In the order of the help. */
export const KEYS: readonly KeyLine[] = [
  { keys: ['J', '↓'], does: 'next event' },
  { keys: ['K', '↑'], does: 'event before' },
  { keys: ['Home', 'End'], does: 'first and last event' },
  { keys: ['Enter'], does: 'read the evidence' },
  { keys: ['Esc'], does: 'back to the list; again: close the event' },
  { keys: ['/'], does: 'search' },
  { keys: ['W'], does: 'show why each event has its date' },
  { keys: ['?'], does: 'this help' },
];

/** Where decisions can be made; each acts on the open event. */
export const DECISION_KEYS: readonly KeyLine[] = [
  { keys: ['A'], does: 'accept' },
  { keys: ['X'], does: 'reject' },
  { keys: ['E'], does: 'edit' },
  { keys: ['M'], does: 'merge with another event' },
  { keys: ['S'], does: 'split: claims to an event of their own' },
  { keys: ['U'], does: 'un-merge what was merged' },
  { keys: ['P'], does: 'pin what stands' },
  { keys: ['H'], does: 'hide, or show again' },
  { keys: ['N'], does: 'decide with a note' },
  { keys: ['Z'], does: 'undo your last decision' },
];

const LETTERS: Record<string, Command> = {
  j: 'next',
  k: 'previous',
  '/': 'search',
  '?': 'help',
  w: 'reasons',
};
const DECISION_LETTERS: Record<string, DecisionCommand> = {
  a: 'accept',
  x: 'reject',
  e: 'edit',
  m: 'merge',
  s: 'split',
  u: 'unmerge',
  p: 'pin',
  h: 'hide',
  n: 'note',
  z: 'undo',
};
const LIST_KEYS: Record<string, Command> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  Enter: 'read',
};

const TYPING = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

/** `deciding`: a person may decide here, and no form is open in which letters would be lost. */
export function commandOf(event: KeyboardEvent, shortcuts: boolean, deciding = false): Command | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return null;
  const target = event.target instanceof Element ? event.target : null;
  // A dialog that was closed a moment ago may still hold the focus.
  if (target?.closest('dialog[open], [popover]')) return null;
  if (event.key === 'Escape') return 'back';
  if (target?.closest(TYPING)) return null;
  if (event.key in LIST_KEYS) return onRow(target) ? (LIST_KEYS[event.key] ?? null) : null;
  if (!shortcuts) return null;
  const letter = event.key.toLowerCase();
  return LETTERS[letter] ?? (deciding && !event.repeat ? (DECISION_LETTERS[letter] ?? null) : null);
}

export function isDecision(command: Command): command is DecisionCommand {
  return Object.values<string>(DECISION_LETTERS).includes(command);
}

/** Arrow keys belong to the list only while a row, or nothing at all, has the focus. */
function onRow(target: Element | null): boolean {
  return !target || target === target.ownerDocument.body || target.matches('[data-row]');
}
