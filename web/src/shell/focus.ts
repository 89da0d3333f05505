/** Gives the focus to an item of the list, by the id of what it opens, without moving the list. */
export function focusItem(id: string | null): void {
  if (id === null) return;
  const name = CSS.escape(id);
  document
    .querySelector<HTMLElement>(`[data-row="${name}"], [data-item="${name}"]`)
    ?.focus({ preventScroll: true });
}
