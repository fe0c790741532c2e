import { type RefObject, useState } from 'react';

/** A text to the clipboard from the field that shows it; says once it is there. */
export function useCopied(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  text: string,
): { isCopied: boolean; copy: () => Promise<void> } {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Some clients keep the clipboard from a framed page; the text stays selected for Ctrl+C.
      if (!document.execCommand('copy')) return;
    }
    setCopied(true);
  };
  return { isCopied, copy };
}
