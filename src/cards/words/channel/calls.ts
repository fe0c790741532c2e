/** Calls into the thread of an escalation's card. Pure. */
import { escapeMarkdown, foreignLine } from '../../text/escape';

export const mentionWords = (by: string): string => `${by} mentioned you in a note`;

/** @param named who is called, as Teams writes mentions; empty: nobody in particular */
export function callWords(named: string, escalation: { number: number; customerName: string }, why: string): string {
  const about = `#${escalation.number} · ${foreignLine(escalation.customerName, 120)}`;
  return `${named ? `${named} ` : ''}**${about}**: ${escapeMarkdown(why)}.`;
}
