/** What managers hear before a connection's secret or certificate ends. Pure. */

export const ENDS_SOON = 'A bot’s secret ends soon';
export const SECRET = 'The secret';
export const BOT_CREDENTIALS = 'The password or certificate of the Teams bot';

/** One sentence on what ends when and what to do. @param days left; none: it has ended */
export function secretEndsWords(ending: { what: string; connection: string; at: Date; days: number }): string {
  const { what, connection, at, days } = ending;
  const date = at.toISOString().slice(0, 10);
  const subject = `${what} ${what === BOT_CREDENTIALS ? 'behind' : 'of'} ${connection}`;
  if (days <= 0) return `${subject} ended on ${date}. Give it a new one: customers may not be reached.`;
  const when = days === 1 ? 'tomorrow' : `in ${days} days`;
  return `${subject} ends ${when} (${date}). Make a new one and enter it under Settings.`;
}
