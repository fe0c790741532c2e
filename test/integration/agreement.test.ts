/**
 * Whoever asks how many, and of what, gets one answer wherever they ask: figures, the history's list and its count, both
 * files, Live, and what makes bots fail. Desks of dice, asked over the API alone; `AGREEMENT_SEED` for others.
 */
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import {
  type DeskNow,
  type EscalationCount,
  type EscalationPage,
  type ExportedEscalation,
  type FailuresAnswer,
  type Figures,
  type FiguresAnswer,
  Measure,
  type Stats,
} from '../../src/contract/api';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';
import { dice } from '../support/dice';
import { rank } from '../support/figureReckoning';
import { type FigureYear, writeFigureYear } from '../support/figureYear';

const SEEDS = process.env['AGREEMENT_SEED'] ? [Number(process.env['AGREEMENT_SEED'])] : [1, 2];
const TOTAL = 180;
const TODAY = 30;
const DAY_MS = 86_400_000;
const ZONES = ['UTC', 'Europe/Berlin', 'Australia/Lord_Howe'];
const PEOPLE = ['adele', 'diego', 'lee'];

type Query = Record<string, string>;

describe.each(SEEDS)('desk %i', (seed) => {
  const random = dice(seed);
  const upTo = (n: number) => Math.floor(random() * n);
  const one = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
  const chance = (share: number) => random() < share;

  let desk: ApiDesk;
  let year: FigureYear;
  let managers: string[];
  let all: ExportedEscalation[];
  let zone: string;
  let whole: { from: string; to: string };

  beforeAll(async () => {
    desk = await startApiDesk();
    // One person asks no more than so often.
    const ids = Array.from({ length: 8 }, (_, n) => `manager ${n}`);
    managers = await Promise.all(ids.map((oid) => desk.token({ oid, name: oid, roles: ['Manager'] })));
    const from = Date.now() - 372 * DAY_MS;
    year = await writeFigureYear(desk.db, TOTAL, { tenantId: TENANT, from, seed });
    await colour();
    await work();
    zone = one(ZONES);
    whole = { from: dayOf(from - DAY_MS), to: dayOf(Date.now() + DAY_MS) };
    if (chance(0.5)) await desk.searchIndex.keep();
    all = await lines({});
  });
  afterAll(() => desk.stop());

  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const pathOf = (path: string, query: Query) => `${path}?${new URLSearchParams(query).toString()}`;
  const askAs = async <T>(who: string, path: string, query: Query = {}): Promise<T> => {
    const { status, body } = await desk.ask(who, pathOf(path, query));
    if (status !== 200) throw new Error(`${path} ${JSON.stringify(query)}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  };
  let turn = 0;
  const manager = () => managers[(turn += 1) % managers.length] ?? '';
  const ask = <T>(path: string, query: Query = {}) => askAs<T>(manager(), path, query);

  async function file(form: 'csv' | 'jsonl', query: Query): Promise<{ text: string; rows: string | null }> {
    const answer = await fetch(`${desk.url}/api${pathOf(`/exports/escalations.${form}`, query)}`, {
      headers: { authorization: `Bearer ${manager()}` },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(text);
    return { text, rows: answer.headers.get('handoff-rows') };
  }
  async function lines(query: Query): Promise<ExportedEscalation[]> {
    const { text, rows } = await file('jsonl', query);
    const found = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ExportedEscalation);
    if (rows !== null) expect([query, Number(rows)]).toEqual([query, found.length]);
    return found;
  }
  async function cells(query: Query): Promise<Record<string, string>[]> {
    const { text, rows } = await file('csv', query);
    const found = parse<Record<string, string>>(text, { bom: true, columns: true });
    if (rows !== null) expect([query, Number(rows)]).toEqual([query, found.length]);
    return found;
  }
  async function listed(query: Query, who = manager()): Promise<string[]> {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: EscalationPage = await askAs(who, '/escalations', {
        ...query,
        limit: String(10 + upTo(90)),
        ...(cursor && { cursor }),
      });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    return ids;
  }
  const counted = async (query: Query, who = manager()): Promise<number> => {
    const { count, isMore } = await askAs<EscalationCount>(who, '/escalations/count', query);
    expect(isMore).toBe(false);
    return count;
  };

  /** What bots captured, what was said last, languages and outcomes, of the year before. */
  async function colour(): Promise<void> {
    await sql`
      update escalation set
        last_phrase = (array['I was charged twice', 'Charged twice again', 'Where is my parcel?', 'my parcels', 'agent', null])[1 + (number * ${7 + seed}) % 6],
        language = (array['de-AT', 'en', 'pt-BR', null])[1 + (number * ${3 + seed}) % 4],
        variables = case number % 3 when 0 then '[]'::jsonb else jsonb_build_array(
          jsonb_build_object('name', 'order', 'value', 'KX-' || number % 5),
          jsonb_build_object('name', (array['=Plan', 'Store'])[1 + number % 2], 'value', number % 2 = 0)) end,
        outcome = case when status = 'resolved' and number % 2 = 0 then 'In own words' end
      where tenant_id = ${TENANT}`.execute(desk.db.q);
  }

  /** A day of the real thing: bots hand over, agents claim, answer, hand on and hold, customers go. */
  async function work(): Promise<void> {
    const tokens = new Map(
      await Promise.all(PEOPLE.map(async (oid) => [oid, await desk.token({ oid, name: oid })] as const)),
    );
    const { support, billing, connectionId, billingConnectionId } = desk.world;
    for (let n = 0; n < TODAY; n += 1) {
      const id = await desk.open({
        connectionId: one([connectionId, billingConnectionId]),
        handoff: { topic: one(['Returns', 'Parcel', null]), lastPhrase: one(['charged twice', 'human please', null]) },
      });
      const verb = (who: string, name: string, body: object = {}) =>
        desk.ask(tokens.get(who) ?? manager(), `/escalations/${id}/${name}`, { body });
      const said = () => ({ text: `Word ${n}`, clientMessageId: randomUUID() });
      for (let steps = 1 + upTo(7); steps > 0; steps -= 1) {
        const who = one([...PEOPLE, 'manager']);
        const act = upTo(11);
        if (act < 3) await verb(who, 'claim');
        else if (act === 3) await verb(who, 'messages', said());
        else if (act === 4) await verb(who, 'notes', said());
        else if (act === 5) await desk.customerWrites(id);
        else if (act === 6) await verb(who, 'release');
        else if (act === 7) await verb('manager', 'transfer', { agentId: one(PEOPLE) });
        else if (act === 8) await verb('manager', 'transfer', { queueId: one([support, billing]) });
        else if (act === 9) await verb(who, 'hold', { minutes: 5, ...said() });
        else if (chance(0.5)) await verb(who, 'resolve', chance(0.5) ? { outcome: 'Refunded' } : {});
        else await desk.escalations.abandon(id, TENANT, { kind: 'customer', id: 'c', name: 'Robin' }, 'Gone');
      }
      if (chance(0.1)) await sql`update escalation set test = true where id = ${id}`.execute(desk.db.q);
      if (chance(0.2)) {
        await sql`update escalation set left_message_at = now() where id = ${id} and status = 'waiting'`.execute(
          desk.db.q,
        );
      }
    }
  }

  const figuresOf = async (query: Query): Promise<FiguresAnswer> => {
    for (;;) {
      const answer = await ask<FiguresAnswer>('/figures', { ...whole, zone, ...query });
      if (!answer.preparing) return answer;
      await desk.figures.keep();
    }
  };
  /** What the tab asks the history for: the days as moments of the reader's time zone. */
  const momentsOf = async ({ from, to } = whole, of = zone): Promise<Query> => {
    const { rows } = await sql<{ from: Date; to: Date }>`
      select ${from}::timestamp at time zone ${of} as "from", (${to}::date + 1)::timestamp at time zone ${of} as "to"`.execute(
      desk.db.q,
    );
    return { from: rows[0]?.from.toISOString() ?? '', to: rows[0]?.to.toISOString() ?? '' };
  };

  const withins = (): Query[] => {
    const queue = one([...year.queueIds, desk.world.support]);
    return [
      {},
      { queue },
      { agent: one([...PEOPLE, 'megan']) },
      { queue: one(year.queueIds), agent: one(PEOPLE) },
      { connection: one([...year.connectionIds, desk.world.connectionId]) },
      { queue, connection: one(year.connectionIds) },
      { topic: one(['Returns', 'Parcel', '']) },
    ];
  };
  const opens = ({ queue, agent, ...rest }: Query): Query => ({
    ...rest,
    ...(queue && { figureQueue: queue }),
    ...(agent && { figureAgent: agent }),
  });

  test('every count of every figure is the history’s own count, and a list and two files of as many', async () => {
    for (const within of withins()) {
      const { from } = whole;
      const days = chance(0.5) ? whole : { from, to: dayOf(Date.parse(from) + (30 + upTo(330)) * DAY_MS) };
      const { total } = await figuresOf({ ...within, ...days });
      const time = await momentsOf(days);
      const counts = await Promise.all(
        Measure.options.map(async (figure) => [figure, await counted({ figure, ...opens(within), ...time })] as const),
      );
      expect([within, Object.fromEntries(counts)]).toEqual([within, total.counts]);
      for (const figure of [one(Measure.options), one(Measure.options)]) {
        const query = { figure, ...opens(within), ...time };
        const ids = await listed(query);
        expect([query, ids.length, new Set(ids).size]).toEqual([query, total.counts[figure], total.counts[figure]]);
        const order = one(['newest', 'oldest']);
        const inOrder = await listed({ ...query, order });
        expect((await lines({ ...query, order })).map(({ id }) => id)).toEqual(inOrder);
        expect((await cells({ ...query, order })).map((row) => row['ID'])).toEqual(inOrder);
      }
    }
  });

  /** Nearest rank of all values, as right as figures promise. */
  const expectTook = (told: Figures['durations'][keyof Figures['durations']], values: readonly number[]) => {
    expect(told?.n ?? 0).toBe(values.length);
    if (!told) return;
    expect(told.mean).toBe(Math.round(values.reduce((sum, value) => sum + value, 0) / values.length));
    for (const [is, was] of [
      [told.median, rank(values, 0.5)],
      [told.p90, rank(values, 0.9)],
    ] as const)
      expect(Math.abs(is - was)).toBeLessThanOrEqual(Math.max(0.5, was / 100));
  };
  const known = <T>(values: readonly (T | null | undefined)[]): T[] =>
    values.filter((value): value is T => value !== null && value !== undefined);

  test('what stands in the files adds up to the figures', async () => {
    const connection = one(['', ...year.connectionIds]);
    const within: Query = connection ? { connection } : {};
    const { total } = await figuresOf(within);
    const rows = (await lines({ ...within, ...(await momentsOf()) })).filter(({ test }) => !test);
    const { counts, durations } = total;
    const status = (name: string) => rows.filter((row) => row.status === name).length;
    expect(counts).toMatchObject({
      opened: rows.length,
      waiting: status('waiting'),
      claimed: status('claimed'),
      resolved: status('resolved'),
      answered: known(rows.map(({ firstResponse }) => firstResponse)).length,
      surveyed: known(rows.map(({ survey }) => survey)).length,
    });
    for (const grade of [1, 2, 3, 4, 5] as const) {
      expect(counts[`rated${grade}`]).toBe(rows.filter(({ survey }) => survey?.rating?.grade === grade).length);
      expect(counts[`botRated${grade}`]).toBe(rows.filter(({ botRating }) => botRating?.grade === grade).length);
    }
    expectTook(durations.first, known(rows.map(({ firstResponse }) => firstResponse)));
    expectTook(durations.resolution, known(rows.map(({ resolution }) => resolution)));
    const sumOf = (values: readonly (number | null)[]) => known(values).reduce((sum, value) => sum + value, 0);
    for (const [told, sum] of [
      [durations.handle, sumOf(rows.map(({ handled }) => handled))],
      [durations.onHold, sumOf(rows.map(({ onHold }) => onHold))],
    ] as const)
      expect(Math.abs((told?.mean ?? 0) * (told?.n ?? 0) - sum)).toBeLessThanOrEqual((told?.n ?? 0) / 2);
    // The same rows, read by a spreadsheet.
    const sheet = (await cells({ ...within, ...(await momentsOf()) })).filter((row) => row['Test'] === 'false');
    const column = (name: string) => sheet.flatMap((row) => (row[name] ? [Number(row[name])] : []));
    expect(column('First response (seconds)')).toEqual(known(rows.map(({ firstResponse }) => firstResponse)));
    expect(column('Resolved after (seconds)')).toEqual(known(rows.map(({ resolution }) => resolution)));
    expect(column('With agents (seconds)')).toEqual(known(rows.map(({ handled }) => handled)));
    expect(column('Rating (of five)')).toEqual(known(rows.map(({ survey }) => survey?.rating?.grade)));
  });

  test('a period, its days, its rows and its hours add up, and the one before is the one before', async () => {
    const from = dayOf(Date.parse(whole.from) + upTo(200) * DAY_MS);
    const days = { from, to: dayOf(Date.parse(from) + upTo(150) * DAY_MS) };
    const answer = await figuresOf({ ...days, by: 'queue' });
    const opened = answer.total.counts.opened;
    const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
    expect(sum(answer.load)).toBe(opened);
    expect(sum(answer.series.map(({ figures }) => figures.counts.opened))).toBe(opened);
    expect((await figuresOf(answer.before)).total).toEqual(answer.previous);
    for (const by of ['queue', 'connection', 'topic'] as const) {
      const { rows, more } = await figuresOf({ ...days, by });
      expect(more).toBe(false);
      for (const name of ['opened', 'answered', 'unanswered', 'resolved', 'waiting', 'claimed'] as const)
        expect([by, name, sum(rows.map(({ figures }) => figures.counts[name]))]).toEqual([
          by,
          name,
          answer.total.counts[name],
        ]);
      for (const { key, figures, previous } of rows) {
        const alone = await figuresOf({ ...days, [by]: key ?? '' });
        expect([by, key, alone.total, alone.previous]).toEqual([by, key, figures, previous]);
      }
    }
  });

  test('each hour of the week opens as many as were opened in it, of the desk and of a queue', async () => {
    for (const within of [{}, { queue: one(year.queueIds) }] as Query[]) {
      const from = dayOf(Date.parse(whole.from) + upTo(200) * DAY_MS);
      const days = { from, to: dayOf(Date.parse(from) + (30 + upTo(150)) * DAY_MS) };
      const { load } = await figuresOf({ ...within, ...days });
      const time = { ...(await momentsOf(days)), hourZone: zone };
      const busy = load.flatMap((count, hour) => (count > 0 ? [hour] : []));
      // Hardly anything may have come to a queue in that time.
      if (!within['queue']) expect(busy.length).toBeGreaterThan(3);
      const some = busy.length > 0 ? [one(busy), one(busy), one(busy)] : [];
      for (const hour of [...some, load.indexOf(0)]) {
        const query: Query = { figure: 'opened', ...opens(within), ...time, hour: String(hour) };
        expect([query, await counted(query)]).toEqual([query, load[hour]]);
        expect([query, (await listed(query)).length]).toEqual([query, load[hour]]);
        const inFile = await lines(query);
        expect([query, inFile.length]).toEqual([query, load[hour]]);
        // The same without a figure, tests of connections left out.
        const { figure: _, figureQueue: __, ...plain } = query;
        if (!within['queue']) expect(await counted({ ...plain, test: 'without' })).toBe(load[hour]);
      }
      // PostgreSQL does not know every time zone that Node knows.
      const query: Query = { figure: 'opened', ...opens(within), ...time, hour: String(busy[0] ?? 0) };
      const [here, there] = [{ hourZone: 'Australia/Sydney' }, { hourZone: 'AET' }];
      expect(await counted({ ...query, ...there })).toBe(await counted({ ...query, ...here }));
    }
  });

  test('Live counts what waits and is with agents as figures, the history and the desk’s state do', async () => {
    const { queues } = await ask<DeskNow>('/now', { zone });
    const stats = await ask<Stats>('/stats');
    const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
    expect(stats.waiting).toBe(sum(queues.map(({ waiting, leftMessages }) => waiting + leftMessages)));
    expect(stats.claimed).toBe(sum(queues.map(({ claimed }) => claimed)));
    const { rows } = await figuresOf({ by: 'queue' });
    for (const { queue, longestWait, today, ...figures } of queues) {
      const { waiting, leftMessages, claimed, late, onHold, openedToday, answeredInTime, judgedToday } = figures;
      const counts = rows.find(({ key }) => key === queue.id)?.figures.counts;
      const tests = { queue: queue.id, test: 'only' };
      expect([queue.name, waiting + leftMessages, claimed]).toEqual([
        queue.name,
        (counts?.waiting ?? 0) + (await counted({ ...tests, status: 'waiting' })),
        (counts?.claimed ?? 0) + (await counted({ ...tests, status: 'claimed' })),
      ]);
      expect(all.filter((row) => row.queue.id === queue.id && row.status === 'claimed')).toHaveLength(claimed);
      const here = { queue: queue.id };
      const ofToday = { ...(await momentsOf({ from: today.day, to: today.day }, today.zone)), figureQueue: queue.id };
      const opened = await Promise.all(
        [
          { ...here, status: 'waiting', leftMessage: 'none' },
          { ...here, status: 'waiting', leftMessage: 'any' },
          { ...here, status: 'claimed' },
          { ...here, overdue: 'any' },
          { ...here, hold: 'any' },
          { ...ofToday, figure: 'opened' },
          { ...ofToday, figure: 'kept' },
          { ...ofToday, figure: 'judged' },
        ].map((shows) => counted(shows)),
      );
      expect([
        queue.name,
        waiting,
        leftMessages,
        claimed,
        late,
        onHold,
        openedToday,
        answeredInTime,
        judgedToday,
      ]).toEqual([queue.name, ...opened]);
      const ofDay = await figuresOf({ from: today.day, to: today.day, zone: today.zone, queue: queue.id });
      expect([queue.name, figures.serviceLevel]).toEqual([queue.name, ofDay.total.serviceLevel]);
      const [longest] = await listed({ queue: queue.id, status: 'waiting', leftMessage: 'none', order: 'oldest' });
      expect([queue.name, longestWait === null]).toEqual([queue.name, longest === undefined]);
    }
  });

  test('what makes bots fail is what was opened, and each number of it opens as many', async () => {
    let withoutNames = 0;
    for (const within of [{}, { connection: one(year.connectionIds) }] as Query[]) {
      const opened = (await figuresOf({ ...within, by: 'queue' })).total.counts.opened;
      for (const by of ['phrase', 'topic'] as const) {
        const answer = await ask<FailuresAnswer>('/failures', { ...whole, zone, ...within, by });
        const { total, unnamed, others, groups } = answer;
        withoutNames += unnamed;
        expect([within, by, total]).toEqual([within, by, opened]);
        const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
        if (by === 'topic') expect(sum(groups.map(({ count }) => count)) + unnamed + others).toBe(total);
        const around = { test: 'without', ...within, ...(await momentsOf()) };
        const without = { ...around, unnamed: by };
        expect([without, await counted(without), (await listed(without)).length]).toEqual([without, unnamed, unnamed]);
        // As if fewer were shown: what is in none of them is what is left.
        for (const shown of [groups, groups.slice(0, 1), groups.slice(1)].filter(({ length }) => length > 0)) {
          const unlike = { ...around, unlike: `${by}:${shown.map(({ newest }) => newest).join(',')}` };
          const named = await lines({ ...around });
          const inSome = new Set<string>();
          for (const { key } of shown) for (const id of await listed({ ...around, [by]: key })) inSome.add(id);
          const unsaid = new Set(await listed(without));
          const left = named.filter(({ id }) => !inSome.has(id) && !unsaid.has(id)).map(({ id }) => id);
          expect([unlike, (await listed(unlike)).sort()]).toEqual([unlike, left.sort()]);
          expect([unlike, await counted(unlike)]).toEqual([unlike, left.length]);
          if (shown === groups) expect([unlike, left.length]).toEqual([unlike, others]);
        }
        for (const { key, count, resolved, abandoned, open, bots, outcomes } of groups) {
          const query = { ...around, [by]: key };
          expect([query, await counted(query)]).toEqual([query, count]);
          expect(resolved + abandoned + open).toBe(count);
          expect(sum(bots.map((bot) => bot.count))).toBe(count);
          expect(sum(outcomes.map((outcome) => outcome.count))).toBe(resolved);
          expect([
            await counted({ ...query, status: 'resolved' }),
            await counted({ ...query, status: 'abandoned' }),
            await counted({ ...query, status: 'waiting,claimed' }),
          ]).toEqual([resolved, abandoned, open]);
          for (const { id, count } of outcomes)
            expect(await counted({ ...query, status: 'resolved', outcome: id })).toBe(count);
        }
      }
    }
    expect(withoutNames).toBeGreaterThan(0);
  });

  /** A filter, and what it means for a row of the file: told once more, by code of the test's own. */
  const filters: (() => [Query, (row: ExportedEscalation) => boolean])[] = [
    () => {
      const status = one(['waiting', 'claimed', 'resolved', 'abandoned', 'resolved,abandoned', 'waiting,claimed']);
      return [{ status }, (row) => status.split(',').includes(row.status)];
    },
    () => {
      const queue = one([...year.queueIds, desk.world.support]);
      return [{ queue }, (row) => row.queue.id === queue];
    },
    () => {
      const connection = one([...year.connectionIds, desk.world.connectionId]);
      return [{ connection }, (row) => row.bot.id === connection];
    },
    () => {
      const assignee = one(PEOPLE);
      return [{ assignee }, (row) => row.owner?.id === assignee];
    },
    () => {
      const language = one(['de', 'en', 'pt', 'fr']);
      return [{ language }, (row) => row.language?.split('-')[0] === language];
    },
    () => {
      const value = one(['', 'kx-1', 'KX-4', 'kx', 'nobody’s']);
      const isIt = (row: ExportedEscalation) => row.variables.find(({ name }) => name === 'order')?.value;
      return [
        { variable: 'Order', ...(value && { value }) },
        (row) => (value ? String(isIt(row) ?? '').toLowerCase() === value.toLowerCase() : isIt(row) !== undefined),
      ];
    },
    () => [{ variable: 'nobody has it' }, () => false],
    () => {
      const rating = one(['any', 'none', '1,2', '5']);
      const is = (row: ExportedEscalation) => {
        const grade = row.survey?.rating?.grade;
        if (rating === 'any') return grade !== undefined;
        return rating === 'none' ? row.survey !== null && grade === undefined : rating.includes(String(grade));
      };
      return [{ rating }, is];
    },
    () => {
      // What is open goes on waiting: none of it for almost exactly so long.
      const waited = one([3_600, 10_000, 86_400]);
      return [{ waited: String(waited) }, (row) => row.waited > waited];
    },
    () => {
      const outcome = one(['none', 'own']);
      return [{ outcome }, (row) => (outcome === 'none') === (row.outcome === null)];
    },
    () => {
      const topic = one(['Returns', 'Parcel', '']);
      return [{ topic }, (row) => (row.topic ?? '') === topic];
    },
    () => {
      const test = one(['without', 'only']);
      return [{ test }, (row) => row.test === (test === 'only')];
    },
    () => {
      const at = new Date(Date.parse(whole.from) + random() * 372 * DAY_MS).toISOString();
      const isFrom = chance(0.5);
      return [{ [isFrom ? 'from' : 'to']: at }, (row) => (isFrom ? row.openedAt >= at : row.openedAt < at)];
    },
    () => {
      const q = one(['parcel', 'charged -again', '"charged twice"', 'return', 'robin', 'KX-2', 'nothingofit']);
      return [{ q }, () => true];
    },
  ];

  test('filters of any mixture mean the same to list, count, CSV and JSON lines', async () => {
    for (let n = 0; n < 40; n += 1) {
      const chosen = Array.from({ length: 1 + upTo(4) }, () => one(filters)());
      const query = Object.assign({}, ...chosen.map(([one]) => one)) as Query;
      const means = new Map(chosen.map(([one, is]) => [Object.keys(one)[0] ?? '', is]));
      const found = await listed(query);
      const expected = all.filter((row) => [...means.values()].every((is) => is(row))).map(({ id }) => id);
      if ('q' in query) expect(expected).toEqual(expect.arrayContaining(found));
      else expect([query, [...found].sort()]).toEqual([query, expected.sort()]);
      expect([query, await counted(query)]).toEqual([query, found.length]);
      if (n % 4 > 0) continue;
      expect([query, (await lines(query)).map(({ id }) => id)]).toEqual([query, found]);
      expect([query, (await cells({ ...query, separator: 'comma' })).map((row) => row['ID'])]).toEqual([query, found]);
    }
  });

  test('an agent’s own figures open what is theirs, and a colleague’s stay closed', async () => {
    for (const oid of PEOPLE) {
      const token = await desk.token({ oid, name: oid });
      const { total } = await askAs<FiguresAnswer>(token, '/figures', { ...whole, zone, agent: 'me' });
      expect(total).toEqual((await figuresOf({ agent: oid })).total);
      const time = await momentsOf();
      for (const figure of ['accepted', 'answered', 'resolved', 'handedOn', 'surveyed', 'rated'] as const) {
        const query = { figure, figureAgent: 'me', ...time };
        expect([oid, figure, await counted(query, token)]).toEqual([oid, figure, total.counts[figure]]);
        expect(await listed(query, token)).toHaveLength(total.counts[figure]);
      }
    }
  });

  test('a manager of some queues is shown the figures of these, and of what they count what may be seen', async () => {
    const queueIds = [one(year.queueIds), desk.world.support];
    const who = await desk.token({ oid: 'olga', name: 'Olga', roles: ['Manager'] });
    await desk.ask(who, '/me');
    const chief = await desk.token({ oid: 'megan', name: 'Megan', preferred_username: 'megan@contoso.example' });
    const bound = await desk.ask(chief, '/managers/olga', { method: 'PATCH', body: { queueIds } });
    expect(bound.status).toBe(200);
    const time = await momentsOf();
    for (const queue of queueIds) {
      const { total } = await askAs<FiguresAnswer>(who, '/figures', { ...whole, zone, queue });
      expect(total).toEqual((await figuresOf({ queue })).total);
      for (const figure of ['entered', 'missed', 'movedOut', 'overflowed', 'resolved'] as const) {
        const query = { figure, figureQueue: queue, ...time };
        const seen = await listed(query, who);
        const meant = new Set(await listed(query));
        const visible = all.filter(({ id, queue: of }) => meant.has(id) && queueIds.includes(of.id));
        expect([query, [...seen].sort()]).toEqual([query, visible.map(({ id }) => id).sort()]);
        expect([query, await counted(query, who)]).toEqual([query, seen.length]);
      }
    }
  });
});
