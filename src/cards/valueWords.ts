import { NO, YES } from './words/agent/captured';

/** A captured value as people read it on a card: yes and no for truth, plain lists with commas. Pure. */
export function valueWords(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? YES : NO;
  if (typeof value === 'number') return String(value);
  return listWords(value) ?? value;
}

/** Bots send lists as JSON text; anything deeper, or words that merely begin with a bracket, stay as they came. */
function listWords(text: string): string | null {
  if (!text.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list)) return null;
    return list.every((item) => typeof item === 'string' || typeof item === 'number') ? list.join(', ') : null;
  } catch {
    return null;
  }
}
