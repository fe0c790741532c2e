/** From pane to pane: the list, the words, the composer, the details. */

/** What has the focus again when one comes back. */
const left = new WeakMap<Element, HTMLElement>();
const FOCUSABLE = 'button, [href], input, select, textarea, [tabindex]';

export function goToPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(canBeReached);
  const focused = document.activeElement;
  // The innermost: a composer stands within its chat.
  const at = panes.findLastIndex((pane) => pane.contains(focused));
  const here = panes[at];
  if (here && focused instanceof HTMLElement) left.set(here, focused);
  const from = at === -1 && by === -1 ? 0 : at;
  const pane = panes[(from + by + panes.length) % panes.length];
  if (pane) targetIn(pane)?.focus();
}

const canBeReached = (element: HTMLElement): boolean =>
  element.checkVisibility?.() !== false && element.closest('[inert]') === null;

function targetIn(pane: HTMLElement): HTMLElement | undefined {
  const before = left.get(pane);
  if (before?.isConnected && canBeReached(before)) return before;
  const first = pane.querySelector<HTMLElement>('[aria-current="true"], [data-row][tabindex="0"], textarea');
  if (first) return first;
  if (pane.tabIndex >= 0) return pane;
  return [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find((each) => each.tabIndex >= 0 && canBeReached(each));
}
