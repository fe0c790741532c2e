/** Every figure once more, straight from the rows of events and words, by nothing of the product's. */
import { sql } from 'kysely';
import type { Db } from '../../src/store/postgres/db';
import type { FigureYear, Promised } from './figureYear';

interface Event {
  at: Date;
  type: string;
  actor: string;
  status: string;
  queue: string;
  owner: string | null;
  offered: string | null;
}

interface Escalation {
  id: string;
  opened: Date;
  connection: string;
  topic: string | null;
  events: Event[];
  words: { kind: string; at: Date; by: string }[];
  surveys: { source: string; queue: string; agent: string | null; grade: number | null }[];
}

export interface Narrow {
  from: string;
  to: string;
  zone: string;
  queue?: string;
  connection?: string;
  agent?: string;
  topic?: string;
}

export interface Reckoned {
  counts: Record<string, number>;
  durations: Record<string, number[]>;
  load: number[];
  /** Of each count. */
  ids: Map<string, string[]>;
}

const HOLD = ['put_on_hold', 'continued'];

const seconds = (from: Date, to: Date) => Math.max(0, Math.round((+to - +from) / 1_000));

export async function readYear(db: Db, { tenantId }: FigureYear): Promise<Escalation[]> {
  const { rows } = await sql<Omit<Escalation, 'events' | 'words' | 'surveys'>>`
    select id, opened_at as opened, connection_id as connection, topic from escalation
    where tenant_id = ${tenantId} and not test`.execute(db.q);
  const { rows: events } = await sql<Event & { id: string }>`
    select escalation_id as id, at, type, actor_kind as actor, status, queue_id as queue, owner_id as owner,
      offered_to as offered from escalation_event order by escalation_id, version`.execute(db.q);
  const { rows: words } = await sql<{ id: string; kind: string; at: Date; by: string }>`
    select escalation_id as id, author_kind as kind, sent_at as at, author_id as by from message
    where not note and delivery is distinct from 'failed' and author_kind in ('agent', 'customer')
    order by conversation_id, seq`.execute(db.q);
  const of = <T extends { id: string }>(list: T[]) => {
    const map = new Map<string, T[]>();
    for (const row of list) map.set(row.id, (map.get(row.id) ?? []).concat(row));
    return map;
  };
  const { rows: surveys } = await sql<Escalation['surveys'][number] & { id: string }>`
    select escalation_id as id, source, queue_id as queue, agent_id as agent, grade from survey`.execute(db.q);
  const [happened, said, asked] = [of(events), of(words), of(surveys)];
  return rows.map((row) => ({
    ...row,
    events: happened.get(row.id) ?? [],
    words: said.get(row.id) ?? [],
    surveys: asked.get(row.id) ?? [],
  }));
}

/** Quarters of an hour are open or closed; Intl knows the clocks. */
const QUARTER = 900_000;
const openQuarters = new Map<string, boolean>();

function isOpen({ hours }: Promised, quarter: number): boolean {
  if (!hours) return true;
  const key = `${JSON.stringify(hours.week)} ${quarter}`;
  const known = openQuarters.get(key);
  if (known !== undefined) return known;
  const at = (ms: number) => {
    const parts = Object.fromEntries(
      clockIn(hours.timeZone)
        .formatToParts(ms)
        .map(({ type, value }) => [type, value]),
    );
    return {
      date: `${parts['year']}-${parts['month']}-${parts['day']}`,
      day: (parts['weekday'] ?? '').toLowerCase() as keyof typeof hours.week,
      minute: Number(parts['hour']) * 60 + Number(parts['minute']),
    };
  };
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const now = at(quarter * QUARTER);
  const yesterday = at(quarter * QUARTER - (now.minute + 180) * 60_000);
  const today = hours.holidays.includes(now.date) ? [] : hours.week[now.day];
  const late = hours.holidays.includes(yesterday.date) ? [] : hours.week[yesterday.day];
  const open =
    today.some(([from, to]) => {
      const [a, b] = [minutes(from), minutes(to)];
      return now.minute >= a && (b <= a || now.minute < b);
    }) || late.some(([from, to]) => minutes(to) <= minutes(from) && now.minute < minutes(to));
  openQuarters.set(key, open);
  return open;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockIn(timeZone: string): Intl.DateTimeFormat {
  const made =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  clocks.set(timeZone, made);
  return made;
}

function openSeconds(promised: Promised, from: Date, to: Date): number {
  let open = 0;
  for (let quarter = Math.floor(+from / QUARTER); quarter * QUARTER < +to; quarter += 1) {
    if (!isOpen(promised, quarter)) continue;
    open += Math.max(0, Math.min(+to, (quarter + 1) * QUARTER) - Math.max(+from, quarter * QUARTER));
  }
  return Math.round(open / 1_000);
}

export function reckon(year: FigureYear, all: readonly Escalation[], narrow: Narrow, now = new Date()): Reckoned {
  const ids = new Map<string, Set<string>>();
  const durations: Record<string, number[]> = {};
  const load = Array.from({ length: 168 }, () => 0);
  const took = (name: string, value: number) => (durations[name] ??= []).push(value);
  const promisedAt = (queue: string, at: Date): Promised =>
    (year.promises.get(queue) ?? []).find(({ until }) => until === null || at < until) ?? {
      hours: null,
      targetSeconds: null,
      until: null,
    };

  for (const { id, opened, connection, topic, events: everything, words, surveys } of all) {
    const parts = Object.fromEntries(
      clockIn(narrow.zone)
        .formatToParts(opened)
        .map(({ type, value }) => [type, value]),
    );
    const date = `${parts['year']}-${parts['month']}-${parts['day']}`;
    if (date < narrow.from || date > narrow.to) continue;
    if (narrow.connection !== undefined && connection !== narrow.connection) continue;
    if (narrow.topic !== undefined && (topic ?? '') !== narrow.topic) continue;
    const { queue, agent } = narrow;
    const counts = (name: string) => ids.set(name, (ids.get(name) ?? new Set()).add(id));
    // What the customer says of it afterwards changes nothing of what happened.
    const events = everything.filter(({ type }) => type !== 'rated' && type !== 'bot_rated');
    const [first] = events as [Event];
    const last = events[events.length - 1] as Event;
    const home = queue === undefined || queue === first.queue;
    const forAll = agent === undefined;
    if (home && forAll) {
      counts('opened');
      const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday'] ?? '');
      const hour = weekday * 24 + Number(parts['hour']);
      load[hour] = (load[hour] ?? 0) + 1;
    }

    for (const { source, queue: asked, agent: about, grade } of surveys) {
      if (source === 'bot' && home && forAll && grade !== null) {
        counts('botRated');
        counts(`botRated${grade}`);
      }
      if (source !== 'desk' || (queue !== undefined && asked !== queue) || (!forAll && about !== agent)) continue;
      counts('surveyed');
      if (grade === null) continue;
      counts('rated');
      counts(`rated${grade}`);
    }

    // Its waits, one after the other.
    let entered = first;
    let came = 'opened';
    let anyKept = false;
    let anyMissed = false;
    for (let n = 0; n < events.length; n += 1) {
      const event = events[n] as Event;
      const after = events[n + 1];
      if (event.status !== 'waiting') continue;
      const isLast = after === undefined || after.status !== 'waiting' || after.queue !== event.queue;
      if (!isLast) continue;
      const by = after?.status === 'claimed' ? after.owner : null;
      const mine = (queue === undefined || event.queue === queue) && (forAll || by === agent);
      const promised = promisedAt(event.queue, entered.at);
      const end = after?.at ?? now;
      const byCustomer = after?.status === 'abandoned' && ['customer', 'bot'].includes(after.actor);
      const isShort = byCustomer && +end - +entered.at < 10_000;
      const late = promised.targetSeconds !== null && openExceeds(promised, entered.at, end, promised.targetSeconds);
      if (mine) {
        counts('entered');
        if (came === 'transferred') counts('movedIn');
        if (promised.targetSeconds === null) counts('noTarget');
        else {
          if (late || (byCustomer && !isShort)) anyMissed = true;
          if (by !== null && !late) anyKept = true;
        }
        if (by !== null) {
          counts('accepted');
          counts('decided');
          if (promised.targetSeconds !== null) counts(late ? 'acceptedLate' : 'acceptedJudged');
          if (promised.targetSeconds !== null) counts('acceptedJudged');
          took('wait', seconds(entered.at, end));
          took('waitOpen', openSeconds(promised, entered.at, end));
          const offer = events
            .slice(0, n + 1)
            .reverse()
            .find(({ type }) => type === 'offered' || type === 'passed');
          if (after?.type === 'claimed' && offer?.type === 'offered' && offer.offered === by)
            took('accept', seconds(offer.at, end));
        } else if (byCustomer) {
          counts(isShort ? 'shortAbandoned' : 'abandoned');
          if (!isShort) counts('decided');
        } else if (after?.status === 'waiting') {
          counts(after.actor === 'system' ? 'overflowed' : 'movedOut');
          if (after.actor !== 'system') counts('decided');
        } else if (after) counts('endedUnclaimed');
        else counts('waiting');
      }
      const back = events.slice(n + 1).findIndex(({ status }) => status === 'waiting');
      if (back < 0) break;
      const before = events[n + back] as Event;
      entered = events[n + 1 + back] as Event;
      came = entered.queue === before.queue ? 'released' : entered.actor === 'system' ? 'overflow' : 'transferred';
    }
    if (anyMissed) counts('missed');
    if (anyKept && !anyMissed) counts('kept');
    if (anyMissed || anyKept) counts('judged');

    // Whoever had it, one after the other.
    for (let n = 0; n < events.length; n += 1) {
      const event = events[n] as Event;
      const isNew =
        event.status === 'claimed' &&
        (n === 0 || events[n - 1]?.owner !== event.owner || events[n - 1]?.status !== 'claimed');
      if (!isNew || (agent !== undefined && event.owner !== agent)) continue;
      const gone = events.slice(n + 1).find(({ owner, status }) => owner !== event.owner || status !== 'claimed');
      if (queue !== undefined && event.queue !== queue) continue;
      if (!gone) counts('claimed');
      else {
        took('handle', seconds(event.at, gone.at));
        const during = events.filter(({ at, type }) => at >= event.at && at < gone.at && HOLD.includes(type));
        let held: Date | null = null;
        let onHold = 0;
        for (const { type, at } of [...during, { type: 'continued', at: gone.at }]) {
          if (type === 'put_on_hold') held ??= at;
          else if (held) [onHold, held] = [onHold + seconds(held, at), null];
        }
        if (during.some(({ type }) => type === 'put_on_hold')) took('onHold', onHold);
        if (gone.status === 'claimed') counts('handedOn');
        if (gone.status === 'waiting' && gone.queue !== event.queue) counts('movedOut');
      }
    }

    if (!home) continue;
    const promised = promisedAt(first.queue, opened);
    const answer = words.find(({ kind, at }) => kind === 'agent' && at >= opened);
    if (answer && (forAll || answer.by === agent)) {
      counts('answered');
      took('first', seconds(opened, answer.at));
      took('firstOpen', openSeconds(promised, opened, answer.at));
    }
    if (!answer && forAll && ['resolved', 'abandoned'].includes(last.status)) counts('unanswered');
    if (last.status === 'resolved') {
      const owner = [...events].reverse().find(({ status }) => status === 'claimed')?.owner ?? null;
      if (forAll || owner === agent) {
        counts('resolved');
        took('resolution', seconds(opened, last.at));
        took('resolutionOpen', openSeconds(promised, opened, last.at));
      }
    }
    let unanswered: Date | null = null;
    for (const { kind, at, by } of words.filter(({ at }) => at >= opened)) {
      if (kind === 'customer') unanswered ??= at;
      else if (unanswered) {
        if (forAll || by === agent) took('response', seconds(unanswered, at));
        unanswered = null;
      }
    }
  }
  return {
    counts: Object.fromEntries([...ids].map(([name, set]) => [name, set.size])),
    durations,
    load,
    ids: new Map([...ids].map(([name, set]) => [name, [...set].sort()])),
  };
}

/** More than so many seconds of opening time lie between: looked at in whole quarters first, for it may be years. */
function openExceeds(promised: Promised, from: Date, to: Date, limit: number): boolean {
  let open = 0;
  for (let quarter = Math.floor(+from / QUARTER); quarter * QUARTER < +to; quarter += 1) {
    if (!isOpen(promised, quarter)) continue;
    open += Math.max(0, Math.min(+to, (quarter + 1) * QUARTER) - Math.max(+from, quarter * QUARTER));
    if (open > limit * 1_000) return true;
  }
  return false;
}

/** Nearest rank, of all values. */
export function rank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
