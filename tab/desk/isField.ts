const NO_WORDS = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']);

/** Where a press of a key is somebody's words or choice. */
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
