/** Calls into the thread of an escalation's card. Pure. */
import { escapeMarkdown, foreignLine } from '../../text/escape';

export const mentionWords = (by: string): string => `${by} mentioned you in a note`;

/** For whoever lets a customer wait. @param named as Teams writes mentions */
export function reminderWords(
  named: string,
  escalation: { number: number; customerName: string },
  waited: string,
): string {
  const customer = `**${foreignLine(escalation.customerName, 120)}**`;
  return `${named ? `${named}, ` : ''}${customer} has waited ${waited} for your reply (#${escalation.number}).`;
}

/** For whoever asked a customer to wait, and not any longer than until now. */
export function holdRanOutWords(named: string, escalation: { number: number; customerName: string }): string {
  const customer = `**${foreignLine(escalation.customerName, 120)}**`;
  return `${named ? `${named}, the` : 'The'} hold of ${customer} has run out: they wait for your reply (#${escalation.number}).`;
}

/** @param named who is called, as Teams writes mentions; empty: nobody in particular */
export function callWords(named: string, escalation: { number: number; customerName: string }, why: string): string {
  const about = `#${escalation.number} · ${foreignLine(escalation.customerName, 120)}`;
  return `${named ? `${named} ` : ''}**${about}**: ${escapeMarkdown(why)}.`;
}
