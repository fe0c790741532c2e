/** How bots' chats of a period ended: handed over, resolved, given up. */
import { AppError } from '../base/errors';
import type { ConnectionKind } from '../contract/api';
import type { BotFigures, BotFiguresAnswer, BotFiguresQuery, BotSource } from '../contract/botFigures';
import { before, countDays, type Days, endOf, startOf, stepsOf } from '../domain/figures/periods';
import { type Bot, type BotSpan, botSpans, botsOf, chatsCountedSince } from '../store/figures/botHours';
import type { Db, Reader } from '../store/postgres/db';
import type { BotChats } from './botChats';
import { MOST_DAYS_ALONE, periodOf } from './figureReading';
import type { Figures } from './figures';

const MOST_BOTS = 200;
const CATCH_UP_MS = 2_000;
const HOUR_MS = 3_600_000;

export type BotOfDays = BotFiguresAnswer['bots'][number];
type Step = ReturnType<typeof stepsOf>[number];

export class BotFigureReading {
  constructor(
    private readonly db: Db,
    private readonly options: {
      figures: Pick<Figures, 'catchUp' | 'howFar'>;
      botChats: Pick<BotChats, 'keep'>;
      /** Kinds of connections whose chats the desk sees. */
      counted: readonly ConnectionKind[];
      now?: () => Date;
    },
  ) {}

  async read(tenantId: string, query: BotFiguresQuery): Promise<BotFiguresAnswer> {
    const { figures } = this.options;
    const days = periodOf(query);
    const earlier = before(days);
    const isUpToDate = await figures.catchUp(CATCH_UP_MS);
    await this.keep();
    const preparing = isUpToDate ? null : await figures.howFar();
    return this.db.read(async (q) => {
      const grain = countDays(days) > MOST_DAYS_ALONE ? 'month' : 'day';
      const found = await this.rowsOf(q, tenantId, {
        ...query,
        days,
        steps: stepsOf(days, grain),
        connectionId: query.connection?.toLowerCase(),
      });
      const { bots, spans, since } = found;
      if (query.connection !== undefined && bots.length === 0) throw new AppError('not_found', 'There is no such bot.');
      const { zone } = query;
      const rows = bots
        // What is gone is of interest where it had something to do.
        .filter(({ gone, figures, previous }) => !gone || [figures, previous].some((one) => one && one.chats > 0))
        .sort((a, b) => (b.figures?.chats ?? -1) - (a.figures?.chats ?? -1));
      const known = new Set(rows.filter(({ figures }) => figures).map(({ id }) => id));
      const shown = spans.filter(({ step, bot }) => step !== null && known.has(bot));
      const knownBefore = new Set(rows.filter(({ previous }) => previous).map(({ id }) => id));
      return {
        ...days,
        zone,
        before: earlier,
        preparing,
        countedSince: since.toISOString(),
        total: known.size > 0 ? figuresOf(shown) : null,
        previous:
          knownBefore.size > 0
            ? figuresOf(spans.filter(({ step, bot }) => step === null && knownBefore.has(bot)))
            : null,
        series: byStep(shown).map(([step, parts]) => ({ from: step, grain, figures: figuresOf(parts) })),
        bots: rows.slice(0, MOST_BOTS),
        more: rows.length > MOST_BOTS,
      };
    });
  }

  /** What ended a while ago is counted. */
  keep(): Promise<unknown> {
    return this.options.botChats.keep();
  }

  /** Each bot's chats of some days, beside those of as many before. */
  async ofDays(q: Reader, tenantId: string, days: Days, zone: string): Promise<BotOfDays[]> {
    const { bots } = await this.rowsOf(q, tenantId, { days, zone, steps: [{ step: days.from, ...days }] });
    return bots;
  }

  private async rowsOf(
    q: Reader,
    tenantId: string,
    { days, zone, steps, connectionId }: { days: Days; zone: string; steps: Step[]; connectionId?: string | undefined },
  ): Promise<{ bots: BotOfDays[]; spans: BotSpan[]; since: Date }> {
    const { counted, now = () => new Date() } = this.options;
    const since = await chatsCountedSince(q);
    const bots = await botsOf(q, tenantId, connectionId);
    const begins = startOf(before(days).from, zone);
    const from = startOf(days.from, zone);
    const to = endOf(days.to, zone);
    const spans = await botSpans(
      q,
      bots.map(({ id }) => id),
      [
        { step: null, from: begins, to: from },
        ...steps.map((one) => ({ step: one.step, from: startOf(one.from, zone), to: endOf(one.to, zone) })),
      ],
    );
    const begun = (a: Date, b: Date) => Math.max(0, Math.ceil((Math.min(+b, +now()) - +a) / HOUR_MS));
    const isCounted = ({ kind }: Bot) => counted.includes(kind);
    const rowOf = (bot: Bot): BotOfDays => {
      const own = spans.filter((span) => span.bot === bot.id);
      const current = own.filter(({ step }) => step !== null);
      const previous = own.filter(({ step }) => step === null);
      const source: BotSource = isCounted(bot)
        ? to > since
          ? 'counted'
          : 'notCounted'
        : current.length > 0
          ? 'reported'
          : 'notReported';
      return {
        ...bot,
        source,
        hours: {
          known: isCounted(bot) ? begun(since > from ? since : from, to) : sum(current.map(({ hours }) => hours)),
          of: begun(from, to),
        },
        figures: source === 'counted' || source === 'reported' ? figuresOf(current) : null,
        // With a part of it nothing is to be compared.
        previous: (isCounted(bot) ? since <= begins : previous.length > 0) ? figuresOf(previous) : null,
      };
    };
    return { bots: bots.map(rowOf), spans, since };
  }
}

function byStep(spans: readonly BotSpan[]): [string, BotSpan[]][] {
  const gathered = new Map<string, BotSpan[]>();
  for (const span of spans) {
    const step = span.step ?? '';
    const known = gathered.get(step);
    if (known) known.push(span);
    else gathered.set(step, [span]);
  }
  return [...gathered].sort(([a], [b]) => (a < b ? -1 : 1));
}

function figuresOf(spans: readonly BotSpan[]): BotFigures {
  const of = (name: 'escalated' | 'resolved' | 'gaveUp' | 'unknown') => sum(spans.map((span) => span[name]));
  const [escalated, resolved, gaveUp, unknown] = [of('escalated'), of('resolved'), of('gaveUp'), of('unknown')];
  const chats = escalated + resolved + gaveUp + unknown;
  const share = (part: number) => (chats === 0 ? null : part / chats);
  return {
    chats,
    escalated,
    resolved,
    gaveUp,
    unknown,
    escalationRate: share(escalated),
    deflection: share(chats - escalated),
    resolvedRate: share(resolved),
    gaveUpRate: share(gaveUp),
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
