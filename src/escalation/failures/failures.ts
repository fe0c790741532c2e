/** What makes bots fail: what was escalated in a period, grouped, beside the period before. */
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../base/errors';
import type { Failure, FailuresAnswer, FailuresQuery, OfChats } from '../../contract/failures';
import { type Group, groupingOf } from '../../domain/failures/grouping';
import { phraseStart } from '../../domain/failures/words';
import { type Days, before, dayIn, dayBehind, endOf, startOf } from '../../domain/figures/periods';
import { asksForPerson } from '../../domain/personWanted';
import type { Scope } from '../../store/escalation/scope';
import { openedBehind, phrasesOf, whatWasSaid } from '../../store/failures/said';
import { namesOf } from '../../store/figures/names';
import type { Db, Reader } from '../../store/postgres/db';
import type { BotFigureReading, BotOfDays } from '../botFigures';
import type { Figures } from '../figures';
import { type Gathered, gathered, topicsOf } from './gathered';

/** Escalations of one period that are read. */
const MOST_READ = 100_000;
const MOST_GROUPS = 50;
const MOST_EXAMPLES = 4;
/** Of which the first that counts are kept. */
const CHARACTERS = 300;
const CATCH_UP_MS = 2_000;
/** As the history's filter that a group opens. */
const test = 'without';

type Of = Pick<Scope, 'tenantId' | 'visibleTo'>;

export class Failures {
  constructor(
    private readonly db: Db,
    private readonly figures: Pick<Figures, 'catchUp' | 'howFar'>,
    private readonly chats: Pick<BotFigureReading, 'keep' | 'ofDays'>,
    private readonly mostRead = MOST_READ,
  ) {}

  /** @param examples how many phrases of a group are shown */
  async read(of: Of, query: FailuresQuery, examples = MOST_EXAMPLES): Promise<FailuresAnswer> {
    if (query.to < query.from) throw new AppError('bad_request', 'The last day is before the first.');
    const isUpToDate = await this.figures.catchUp(CATCH_UP_MS);
    const asked = { from: query.from, to: query.to };
    const answer = { ...asked, zone: query.zone, isCut: false, before: before(asked), preparing: null };
    if (!isUpToDate) return { ...answer, ...NOTHING, preparing: await this.figures.howFar() };
    // Chats with bots have no queue.
    const seesChats = of.visibleTo === null;
    if (seesChats) await this.chats.keep();
    return this.db.read(async (q) => {
      const scope: Scope = { ...of, queueId: query.queue, connectionId: query.connection, topic: query.topic, test };
      const days = await this.readable(q, scope, asked, query.zone);
      if (days.from > days.to) {
        throw new AppError(
          'too_large',
          `On the last day alone more than ${this.mostRead} were escalated. Choose a queue or a bot.`,
        );
      }
      const earlier = before(days);
      const isComparable = (await this.readable(q, scope, earlier, query.zone)).from === earlier.from;
      const since = startOf(days.from, query.zone);
      const from = isComparable ? startOf(earlier.from, query.zone) : since;
      const rows = await whatWasSaid(q, query.by, { ...scope, from, to: endOf(days.to, query.zone) }, since);
      const all = gathered(query.by, rows);
      const { groups, isMore, others } =
        query.by === 'phrase' ? await unhurried(groupingOf(all, MOST_GROUPS)) : topicsOf(all, MOST_GROUPS);
      const total = sum(all.map(({ count }) => count));
      const bots = seesChats ? await this.chats.ofDays(q, of.tenantId, days, query.zone) : [];
      const shown = await this.shown(q, of.tenantId, groups, { total, examples, isComparable, bots });
      const named = new Set(shown.flatMap(({ bots }) => bots.map(({ id }) => id)));
      return {
        ...answer,
        ...days,
        isCut: days.from !== asked.from,
        before: earlier,
        total,
        previous: isComparable ? sum(all.map(({ previous }) => previous)) : null,
        unnamed: sum(all.filter(({ isNamed }) => !isNamed).map(({ count }) => count)),
        others,
        groups: shown,
        bots: seesChats
          ? bots.filter(({ id }) => named.has(id)).map(({ id, name, source, hours }) => ({ id, name, source, hours }))
          : null,
        more: isMore,
      };
    });
  }

  /** As many of these days as are not too much, up to the last. */
  private async readable(q: Reader, scope: Scope, days: Days, zone: string): Promise<Days> {
    const scoped = { ...scope, from: startOf(days.from, zone), to: endOf(days.to, zone) };
    const behind = await openedBehind(q, scoped, this.mostRead);
    const from = behind ? dayBehind(dayIn(zone)(behind)) : days.from;
    return { ...days, from };
  }

  private async shown(
    q: Reader,
    tenantId: string,
    groups: readonly Group<Gathered>[],
    {
      total,
      examples,
      isComparable,
      bots,
    }: { total: number; examples: number; isComparable: boolean; bots: readonly BotOfDays[] },
  ): Promise<Failure[]> {
    const quoted = groups.map((group) => ({
      ...group,
      quoted: group.members.filter(({ count }) => count > 0).slice(0, examples),
    }));
    const numbers = quoted.flatMap((group) => [group.leader, ...group.quoted].map(({ newest }) => newest));
    const texts = await phrasesOf(q, tenantId, [...new Set(numbers)], CHARACTERS);
    const botIds = new Set(groups.flatMap(({ members }) => members.flatMap(({ bots }) => [...bots.keys()])));
    const names = await namesOf(q, tenantId, 'connection', [...botIds]);
    const chatsOf = new Map(bots.map((bot) => [bot.id, isComparable ? bot : { ...bot, previous: null }]));
    const textOf = ({ newest, topic }: Gathered): string => topic || phraseStart(texts.get(newest) ?? '');
    return quoted.flatMap(({ leader, members, quoted, count, previous }) => {
      const key = textOf(leader);
      // Its words have been taken back since.
      if (key === '') return [];
      const ends = merged(members.map(({ ends }) => ends));
      const inChats = merged(members.map(({ inChats }) => inChats));
      const before = merged(members.map(({ previousInChats }) => previousInChats));
      const { open = 0, abandoned = 0, ...outcomes } = Object.fromEntries(ends);
      return [
        {
          key,
          count,
          previous: isComparable ? previous : null,
          share: total === 0 ? 0 : count / total,
          examples: quoted.flatMap((one) => {
            const text = textOf(one);
            return one === leader || text === '' ? [] : [{ text, count: one.count }];
          }),
          newest: leader.newest,
          asksForPerson: leader.topic === '' && asksForPerson(key),
          bots: listed(merged(members.map(({ bots }) => bots))).map(([id, count]) => ({
            id,
            name: names.get(id)?.name ?? '',
            count,
            ofChats: ofChats(chatsOf.get(id), inChats.get(id) ?? 0, before.get(id) ?? 0),
          })),
          outcomes: listed(new Map(Object.entries(outcomes))).map(([id, count]) => ({
            id,
            name: members.flatMap(({ outcomes }) => outcomes.get(id) ?? []).at(0) ?? null,
            count,
          })),
          resolved: sum(Object.values(outcomes)),
          abandoned,
          open,
        },
      ];
    });
  }
}

/** What is not known of its chats is said of nothing: neither none nor all of them. */
function ofChats(bot: BotOfDays | undefined, count: number, before: number): OfChats | null {
  const chats = bot?.figures?.chats ?? 0;
  if (chats === 0) return null;
  const previous = bot?.previous?.chats ?? 0;
  // Chats that were handed over since they were counted.
  const share = (part: number, all: number) => Math.min(1, part / all);
  return { count, chats, share: share(count, chats), previous: previous === 0 ? null : share(before, previous) };
}

/** Others are served between its steps. */
async function unhurried<T>(steps: Generator<void, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

const NOTHING = { total: 0, previous: null, unnamed: 0, others: 0, groups: [], bots: null, more: false };

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

function merged(all: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const whole = new Map<string, number>();
  for (const some of all) for (const [id, count] of some) whole.set(id, (whole.get(id) ?? 0) + count);
  return whole;
}

/** The most frequent first. */
const listed = (counts: ReadonlyMap<string, number>): [string, number][] =>
  [...counts].filter(([, count]) => count > 0).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
