/** Where a press of a key is somebody's words or choice, and no command. */

const NO_WORDS = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']);

export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NO_WORDS.has(target.type);
  return (
    target.isContentEditable ||
    target.matches(
      'textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"], [role="searchbox"]',
    )
  );
}

/** Words are chosen: what a key does to words it does to these, such as making a link of them. */
export const hasChosenWords = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement && target.selectionStart !== target.selectionEnd;

/** Alt with an arrow opens these. */
export const opensByAltArrow = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('select, input[type="date"], input[type="time"], [role="combobox"]');

/** A dialog or menu is open: keys are its own. */
export const isSomethingOpen = (): boolean =>
  document.querySelector('[aria-modal="true"], [role="menu"], [role="alertdialog"]') !== null;
