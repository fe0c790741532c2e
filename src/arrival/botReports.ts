/** What the author of a bot reports of its chats, where the desk does not see them. */
import { badField } from '../base/errors';
import { type BotReport, BotReportQuery, NewBotReport, REPORT_LIMITS } from '../contract/botFigures';
import { knownHours, reportHours } from '../store/figures/botHours';
import type { Db } from '../store/postgres/db';

const DAY_MS = 86_400_000;
/** Clocks differ. */
const AHEAD_MS = 5 * 60_000;

/** All of it, or nothing and why. Harmless to repeat; an hour is what was reported of it last. */
export async function reportChats(db: Db, connectionId: string, body: unknown, now: Date): Promise<BotReport> {
  const { hours } = NewBotReport.parse(body);
  const seen = new Set<number>();
  for (const [at, { hour, known, resolved, gaveUp, unknown }] of hours.entries()) {
    const path = `hours.${at}`;
    if (hour.getTime() > now.getTime() + AHEAD_MS) throw badField(path, 'This hour has not begun.');
    if (hour.getTime() < now.getTime() - REPORT_LIMITS.days * DAY_MS)
      throw badField(path, 'This hour is more than two years ago.');
    if (seen.has(hour.getTime())) throw badField(path, 'This hour is in the report twice.');
    if (!known && resolved + gaveUp + unknown > 0) throw badField(path, 'An hour that is not known has no counts.');
    seen.add(hour.getTime());
  }
  await reportHours(db.q, connectionId, hours);
  const sorted = [...seen].sort((a, b) => a - b);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? first;
  const span = { from: new Date(first), to: new Date(last + 1), limit: (last - first) / 3_600_000 + 1 };
  const kept = await knownHours(db.q, connectionId, span);
  return presented(kept.filter(({ hour }) => seen.has(hour.getTime())));
}

export async function reportedChats(db: Db, connectionId: string, query: unknown): Promise<BotReport> {
  const { from, to } = BotReportQuery.parse(query);
  if (to <= from) throw badField('to', 'The end is not behind the beginning.');
  return presented(await knownHours(db.q, connectionId, { from, to, limit: REPORT_LIMITS.hours }));
}

const presented = (hours: Awaited<ReturnType<typeof knownHours>>): BotReport => ({
  hours: hours.map(({ hour, ...counts }) => ({
    hour: hour.toISOString(),
    chats: counts.escalated + counts.resolved + counts.gaveUp + counts.unknown,
    ...counts,
  })),
});
