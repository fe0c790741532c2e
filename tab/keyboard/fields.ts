/** Where a press of a key is something else's, and no command. */

/** Words are chosen: what a key does to words it does to these, such as making a link of them. */
export const hasChosenWords = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement && target.selectionStart !== target.selectionEnd;

/** Alt with an arrow opens these. */
export const opensByAltArrow = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('select, input[type="date"], input[type="time"], [role="combobox"]');

/** A dialog or menu is open: keys are its own. */
export const isSomethingOpen = (): boolean =>
  document.querySelector('[aria-modal="true"], [role="menu"], [role="alertdialog"]') !== null;
