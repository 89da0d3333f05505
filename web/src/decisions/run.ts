/** What a key or a button does to the open event: decides at once, or opens the form in which one decides. */
import { tick } from 'svelte';
import type { DecisionCommand } from '../shell/keys';
import { focusItem } from '../shell/focus';
import type { Workplace } from '../state/workplace.svelte';
import type { Desk, PanelName } from './desk.svelte';
import type { DecisionRequest } from './protocol';

const PANELS: ReadonlySet<string> = new Set<PanelName>(['edit', 'merge', 'split', 'unmerge', 'note']);

export async function runDecision(workplace: Workplace, command: DecisionCommand): Promise<void> {
  const { desk, event } = workplace;
  if (!desk?.writes) return;
  if (command === 'undo') return desk.undo();
  if (!event) {
    desk.message = 'Open an event first: J goes to the next one.';
    return;
  }
  if (PANELS.has(command)) return desk.openPanel(command as PanelName, event.id);
  if (command === 'accept' || command === 'reject') return decideAndMoveOn(workplace, desk, command);
  if (command === 'pin') {
    const { gist, kind, status, when, where, actors, figures } = event;
    await desk.decide({
      action: 'pin',
      target: event.id,
      after: { gist, kind, status, when, where, actors, figures },
    });
    return;
  }
  await desk.decide({ action: workplace.isHidden(event.id) ? 'show' : 'hide', target: event.id });
}

/**
 * In the review the next doubtful event opens at once, while the decision is on its way: whoever reads hundreds of lines
 * does not wait for each. The focus stays where it was: on the list, or on the same button of the next event.
 */
export async function decideAndMoveOn(
  workplace: Workplace,
  desk: Desk,
  action: 'accept' | 'reject',
  note?: string,
): Promise<void> {
  const { event } = workplace;
  if (!event) return;
  const request: Omit<DecisionRequest, 'who' | 'seen'> = {
    action,
    target: event.id,
    ...(note === undefined ? {} : { note }),
  };
  const sent = desk.decide(request);
  if (workplace.address.view === 'review') moveOn(workplace, event.id);
  await sent;
}

/** Opens the next event of the queue that nobody has decided on, without losing the focus. */
export function moveOn(workplace: Workplace, from: string): void {
  const waiting = workplace.desk?.waitingTargets ?? new Set<string>();
  const rows = workplace.queue;
  const at = rows.findIndex(({ event }) => event.id === from);
  const free = ({ event }: { event: { id: string } }) => event.id !== from && !waiting.has(event.id);
  const next = rows.slice(at + 1).find(free) ?? rows.slice(0, Math.max(0, at)).reverse().find(free);
  const held = heldFocus();
  if (next) workplace.open(next.event.id, { replace: true });
  void tick().then(() => restoreFocus(held, next?.event.id ?? null));
}

/** Where the focus is, in words that outlive the elements: a button by its name, the evidence, or the list. */
function heldFocus(): { readonly button: string | null; readonly inside: boolean } {
  const active = document.activeElement;
  return {
    button: active?.closest<HTMLElement>('[data-decision]')?.dataset.decision ?? null,
    inside: Boolean(active?.closest('#evidence')),
  };
}

function restoreFocus(held: ReturnType<typeof heldFocus>, next: string | null): void {
  const button =
    held.button && document.querySelector<HTMLElement>(`#evidence [data-decision="${held.button}"]`);
  if (button) button.focus({ preventScroll: true });
  else if (held.inside || next === null) document.getElementById('evidence')?.focus({ preventScroll: true });
  else focusItem(next);
}
