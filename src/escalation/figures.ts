/**
 * Makes figures from what has happened, in the background: facts of each escalation from its events, then roll-ups of
 * days and months. All of it can be made again from the events; any process may, one does at a time.
 */
import type { CellKey, KeyedCell } from '../domain/figures/cells';
import { wordsOf } from '../domain/failures/words';
import { factsOf } from '../domain/figures/facts';
import { marksOf } from '../domain/figures/marks';
import { withStates } from '../domain/figures/oldEvents';
import { dayBefore, dayIn, startOf, stepsOf } from '../domain/figures/periods';
import { keyOf, placeOf } from '../domain/figures/places';
import { toStored } from '../domain/figures/stored';
import { mergeKeyed } from '../domain/figures/tally';
import type { ConnectionKind } from '../contract/api';
import { countEscalated, forgetEscalated } from '../store/figures/botChats';
import { type PlacedCell, cellsOfDays, replaceCells } from '../store/figures/cells';
import {
  type FactRow,
  type State,
  forgetFacts,
  howFar,
  lockState,
  newWords,
  newsSince,
  saveFacts,
  saveState,
  takeAnew,
} from '../store/figures/facts';
import { rawOf } from '../store/figures/raw';
import {
  type Zone,
  addZone,
  dueDays,
  dueMonths,
  firstAndLast,
  isKnownZone,
  makeDue,
  noLongerDue,
  openedIn,
  zonesOf,
} from '../store/figures/spans';
import type { Db, Reader, Tx } from '../store/postgres/db';
import { hourOf } from './botChats';
import { DayCounts } from './dayCounts';

/** Grows when facts or roll-ups of the same events are to be others: all of them are made anew. */
const DEFINITIONS = 3;

const EVENTS = 2_000;
const WORDS = 500;
const DAYS_A_ROUND = 40;
const MONTHS_A_ROUND = 6;
const ROLL_UP_EVERY_MS = 60_000;

export class Figures {
  /** Events up to `last` have been read; none earlier is missing once what was at work then has ended. */
  private read: { last: string; horizon: string } | null = null;
  private rollsUpAt = 0;
  private readonly dayCounts = new DayCounts();

  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
    /** Kinds of connections whose chats the desk sees. */
    private readonly counted: readonly ConnectionKind[] = [],
  ) {}

  /** A round in the background: what has happened, then the days it happened on, until nothing is left to do. */
  async keep(isStopping: () => boolean = () => false): Promise<void> {
    for (;;) {
      while (!isStopping() && (await this.keepFacts())) continue;
      const now = this.now();
      if (isStopping() || now.getTime() < this.rollsUpAt) return;
      this.rollsUpAt = now.getTime() + ROLL_UP_EVERY_MS;
      if (await this.rollUp(now)) this.rollsUpAt = 0;
      else await this.prepareToday(now, isStopping);
    }
  }

  /** Everything that has happened is in the facts. @returns whether there may be more to do at once */
  async keepFacts({ waits = false } = {}): Promise<boolean> {
    return this.locked(waits, async (tx, state) => {
      const news = await newsSince(tx.q, state.watermark, EVENTS);
      let { watermark } = state;
      if (this.read && BigInt(news.oldest) >= BigInt(this.read.horizon) && BigInt(this.read.last) > BigInt(watermark))
        watermark = this.read.last;
      // What happened long ago is not still about to be committed.
      if (news.isMore && news.isPast) watermark = news.last ?? watermark;
      this.read = news.last === null ? null : { last: news.last, horizon: news.horizon };
      const [spoken, anew] = news.isMore ? [[], []] : await Promise.all([newWords(tx.q, WORDS), takeAnew(tx.q, WORDS)]);
      await this.makeFacts(tx, [...new Set([...news.ids, ...spoken, ...anew])]);
      if (watermark !== state.watermark) await saveState(tx.q, { ...state, watermark });
      return news.isMore || spoken.length === WORDS || anew.length === WORDS;
    });
  }

  /** As much as can be read in a while. @returns whether all of it was */
  async catchUp(ms: number): Promise<boolean> {
    for (const until = Date.now() + ms; Date.now() < until;) if (!(await this.keepFacts({ waits: true }))) return true;
    return false;
  }

  /** Days and months that are over and have changed. @returns whether there is more to do */
  async rollUp(now: Date): Promise<boolean> {
    let isMore = false;
    for (const zone of await zonesOf(this.db.q)) {
      const today = dayIn(zone.zone)(now);
      const days = await dueDays(this.db.q, zone, today, DAYS_A_ROUND);
      for (const day of days) await this.locked(true, (tx) => this.rollDay(tx, zone, day));
      const months = await dueMonths(this.db.q, zone, today, MONTHS_A_ROUND);
      for (const month of months) await this.locked(true, (tx) => rollMonth(tx, zone, month));
      isMore ||= days.length === DAYS_A_ROUND || months.length === MONTHS_A_ROUND;
    }
    return isMore;
  }

  /** Today is not over, and so counted whenever somebody asks: whoever does finds nearly all of it counted. */
  async prepareToday(now: Date, isStopping: () => boolean = () => false): Promise<void> {
    const zones = await zonesOf(this.db.q);
    const todays = zones.map((zone) => ({ zone, today: dayIn(zone.zone)(now) }));
    const [first] = todays.map(({ today }) => today).toSorted();
    if (first !== undefined) this.dayCounts.forgetBefore(dayBefore(first));
    for (const { zone, today } of todays) {
      if (isStopping()) return;
      await this.dayCounts.prepare(this.db.q, zone, today);
    }
  }

  /** From now on the days of this time zone are kept ready. */
  async readIn(zone: Zone): Promise<void> {
    if (await isKnownZone(this.db.q, zone)) return;
    await this.locked(true, async (tx) => {
      await addZone(tx.q, zone, this.now());
      await makeDue(tx.q, await daysSoFar(tx.q, zone));
      return false;
    });
    // Somebody waits for it.
    this.rollsUpAt = 0;
  }

  /** Of a day as it is now, whether it is due or not. */
  async cellsOn(q: Reader, zone: Zone, day: string, isWanted?: (key: CellKey) => boolean): Promise<KeyedCell[]> {
    return (await this.dayCounts.of(q, zone, day)).cells(isWanted);
  }

  howFar(): Promise<{ done: number; of: number }> {
    return howFar(this.db.q);
  }

  private async rollDay(tx: Tx, zone: Zone, day: string): Promise<boolean> {
    const cells = (await this.dayCounts.beside(tx.q, zone, day)).cells();
    await replaceCells(tx.q, zone, { grain: 'day', day }, cells.map(placed));
    await noLongerDue(tx.q, zone, { grain: 'day', day });
    return false;
  }

  private async makeFacts(tx: Tx, ids: readonly string[]): Promise<void> {
    const now = this.now();
    const rows: FactRow[] = [];
    for (const { id, tenantId, version, seq, openedAt, lastPhrase, events, known, ...raw } of await rawOf(tx.q, ids)) {
      const facts = factsOf({ ...raw, events: withStates(events, known), now });
      if (!facts) continue;
      const phrase = wordsOf(lastPhrase ?? '');
      rows.push({ id, tenantId, version, seq, openedAt, facts: toStored(facts), marks: marksOf(facts), phrase });
    }
    const added = await saveFacts(tx, rows);
    const opened = rows
      .filter(({ id }) => added.has(id))
      .map(({ openedAt, facts: { connection } }) => ({ connection, hour: hourOf(openedAt) }));
    await countEscalated(tx.q, opened, this.counted);
    await makeDue(tx.q, daysOf(rows, await zonesOf(tx.q)));
  }

  /** One at a time on the whole desk; false when somebody else is at it. */
  private async locked(waits: boolean, work: (tx: Tx, state: State) => Promise<boolean>): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const state = await lockState(tx.q, waits);
      if (!state) return false;
      if (state.definitions === DEFINITIONS) return work(tx, state);
      await forgetFacts(tx.q);
      await forgetEscalated(tx.q);
      const anew = { watermark: '0', definitions: DEFINITIONS };
      await saveState(tx.q, anew);
      this.read = null;
      return work(tx, anew);
    });
  }
}

async function rollMonth(tx: Tx, zone: Zone, day: string): Promise<boolean> {
  const merged = mergeKeyed((await cellsOfDays(tx.q, zone, day)).map(keyed));
  await replaceCells(tx.q, zone, { grain: 'month', day }, merged.map(placed));
  await noLongerDue(tx.q, zone, { grain: 'month', day });
  return false;
}

/**
 * Days of a zone on which something was opened. Which day it was is not PostgreSQL's to say: it may know fewer zones, or
 * the same names for others.
 */
async function daysSoFar(q: Reader, zone: Zone): Promise<(Zone & { day: string })[]> {
  const known = await firstAndLast(q, zone.tenantId);
  if (!known) return [];
  const dayOf = dayIn(zone.zone);
  const days = stepsOf({ from: dayOf(known.first), to: dayOf(known.last) }, 'day').map(({ step }) => step);
  const begins = days.map((day) => startOf(day, zone.zone));
  return (await openedIn(q, zone.tenantId, begins)).flatMap((nth) => (days[nth] ? [{ ...zone, day: days[nth] }] : []));
}

export const keyed = ({ cell, ...place }: PlacedCell): KeyedCell => ({ key: keyOf(place), cell });

const placed = ({ key, cell }: KeyedCell): PlacedCell => ({ ...placeOf(key), cell });

/** Each zone's days on which these were opened, once. */
function daysOf(rows: readonly FactRow[], zones: readonly Zone[]): (Zone & { day: string })[] {
  return zones.flatMap((zone) => {
    const dayOf = dayIn(zone.zone);
    const days = new Set(rows.filter(({ tenantId }) => tenantId === zone.tenantId).map((row) => dayOf(row.openedAt)));
    return [...days].map((day) => ({ ...zone, day }));
  });
}
