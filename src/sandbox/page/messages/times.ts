const clock = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });
const full = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', day: 'numeric' });

export const timeOf = (iso: string) => clock.format(new Date(iso));
export const fullTimeOf = (iso: string) => full.format(new Date(iso));

/** "Today", or the date: what Teams writes between days. */
export function dayOf(iso: string, now: Date): string {
  const name = day.format(new Date(iso));
  return name === day.format(now) ? 'Today' : name;
}
