import { useState, type FocusEvent, type KeyboardEvent } from 'react';

const ROW = '[data-row]';

/** One tab stop for a list: arrows, Home and End go from row to row, Tab on to what is in the row, then out of the list. */
export function useRovingFocus(ids: readonly string[], openId: string | null) {
  const [left, setLeft] = useState<string | null>(null);
  const stop = [left, openId].find((id) => id !== null && ids.includes(id)) ?? ids[0];
  return {
    /** Of a row's controls. */
    tabIndexOf: (id: string): 0 | -1 => (id === stop ? 0 : -1),
    list: {
      onFocus: ({ target }: FocusEvent) => {
        const id = target.closest('li')?.querySelector<HTMLElement>(ROW)?.dataset['row'];
        if (id !== undefined) setLeft(id);
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(ROW)];
        const at = rows.findIndex((row) => row.closest('li')?.contains(event.target as Node));
        const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
        const row = to === undefined ? undefined : rows[to];
        if (to !== undefined) event.preventDefault();
        row?.focus();
      },
    },
  };
}
