/** What makes bots fail as a file for a bot's author: a row a group, with what customers said and what helped. */
import {
  countedName,
  FAILURE_HEADINGS as HEADINGS,
  FAILURES,
  failuresExportBegun,
  failuresExportBroken,
  failuresExportEnded,
  OUTCOME_NAMES,
  sharedName,
} from '../../cards/words/manager/failures';
import { AppError } from '../../base/errors';
import type { ExportedFailure, FailuresQuery, OfChats } from '../../contract/failures';
import { wordsOf } from '../../domain/failures/words';
import { endOf, startOf } from '../../domain/figures/periods';
import type { Scope } from '../../store/escalation/scope';
import type { FailureAnswers } from '../failures/failureAnswers';
import type { Failures } from '../failures/failures';
import { type Column, csvHead, csvRows, type Separator } from './csv';
import type { Exporter, Exporting, Tally } from './exporting';

/** Phrases of a group an author gets. */
const MOST_EXAMPLES = 25;
const SUBJECT = { id: 'failures', name: FAILURES };
const encoder = new TextEncoder();

export type FailureForm = { name: 'csv'; separator: Separator } | { name: 'jsonl' };

interface Wanted {
  of: Pick<Scope, 'tenantId' | 'visibleTo'>;
  query: FailuresQuery;
  /** As they were asked for, for the audit. */
  filter: Record<string, string>;
  form: FailureForm;
  /** Where an escalation is opened in the tab. */
  linkTo: (escalation: { id: string; number: number }) => string;
}

export class FailureExports {
  constructor(
    private readonly exporting: Exporting,
    private readonly failures: Failures,
    private readonly answers: FailureAnswers,
  ) {}

  /** @param signal aborted once whoever asked has gone, or has it all */
  async begin(who: Exporter, wanted: Wanted, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const begun = this.exporting.begin(who, signal);
    const found = await this.failures.read(wanted.of, wanted.query, MOST_EXAMPLES);
    if (found.preparing) {
      throw new AppError('unavailable', 'The figures are being prepared. Export again in a while.');
    }
    const words = {
      subject: SUBJECT,
      begun: failuresExportBegun(found.groups.length, await this.exporting.filterWords(who, wanted.filter)),
      ended: failuresExportEnded,
      broken: failuresExportBroken,
    };
    return this.exporting.kept(begun, words, (tally) => this.written(wanted, found, tally));
  }

  private async *written(
    { of, query, form, linkTo }: Wanted,
    { groups, bots, from, to, zone, before }: Awaited<ReturnType<Failures['read']>>,
    tally: Tally,
  ): AsyncGenerator<Uint8Array, void> {
    const columns = columnsOf(query.by, bots !== null);
    const days = { from: startOf(from, zone), to: endOf(to, zone) };
    const scope = { ...of, ...days, queueId: query.queue, connectionId: query.connection, topic: query.topic };
    if (form.name === 'csv') yield encoder.encode(csvHead(columns, form.separator));
    for (const group of groups) {
      const meant = query.by === 'phrase' ? { phrase: wordsOf(group.key) } : { topic: group.key };
      const { answers, ...helped } = await this.answers.read({ ...scope, ...meant });
      const row: ExportedFailure = {
        ...group,
        ...helped,
        by: query.by,
        from,
        to,
        before,
        answers: answers.map((answer) => ({ ...answer, url: linkTo(answer.escalation) })),
      };
      yield encoder.encode(form.name === 'csv' ? csvRows(columns, [row], form.separator) : `${JSON.stringify(row)}\n`);
      tally.rows += 1;
    }
  }
}

const sharedNames = (bots: ExportedFailure['bots'], shareOf: (ofChats: OfChats) => number | null): string =>
  bots.map(({ name, ofChats }) => sharedName(name, ofChats && shareOf(ofChats))).join(', ');

const OF_CHATS: Column<ExportedFailure>[] = [
  { heading: HEADINGS.ofChats, of: ({ bots }) => sharedNames(bots, (ofChats) => ofChats.share) },
  { heading: HEADINGS.ofChatsBefore, of: ({ bots }) => sharedNames(bots, (ofChats) => ofChats.previous) },
];

function columnsOf(by: FailuresQuery['by'], withChats: boolean): Column<ExportedFailure>[] {
  const first = ({ answers }: ExportedFailure) => answers[0];
  return [
    { heading: HEADINGS.key[by], of: ({ key }) => key },
    { heading: HEADINGS.count, of: ({ count }) => count },
    { heading: HEADINGS.previous, of: ({ previous }) => previous },
    { heading: HEADINGS.share, of: ({ share }) => Math.round(share * 1_000) / 10 },
    { heading: HEADINGS.asksForPerson, of: ({ asksForPerson }) => asksForPerson },
    { heading: HEADINGS.examples, of: ({ examples }) => examples.map(({ text }) => text).join('\n') },
    { heading: HEADINGS.bots, of: ({ bots }) => countedNames(bots) },
    ...(withChats ? OF_CHATS : []),
    { heading: HEADINGS.resolved, of: ({ resolved }) => resolved },
    { heading: HEADINGS.abandoned, of: ({ abandoned }) => abandoned },
    { heading: HEADINGS.open, of: ({ open }) => open },
    {
      heading: HEADINGS.outcomes,
      of: ({ outcomes }) =>
        countedNames(
          outcomes.map(({ id, name, count }) => ({
            name: name ?? (id === 'none' ? OUTCOME_NAMES.none : OUTCOME_NAMES.own),
            count,
          })),
        ),
    },
    { heading: HEADINGS.handled, of: ({ handle }) => handle?.median ?? null },
    { heading: HEADINGS.goodEnds, of: ({ goodEnds }) => goodEnds },
    { heading: HEADINGS.answer, of: (row) => first(row)?.text ?? null },
    { heading: HEADINGS.answers, of: (row) => first(row)?.count ?? null },
    { heading: HEADINGS.link, of: (row) => first(row)?.url ?? null },
    { heading: HEADINGS.from, of: ({ from }) => from },
    { heading: HEADINGS.to, of: ({ to }) => to },
    { heading: HEADINGS.before, of: ({ before }) => before.from },
  ];
}

const countedNames = (some: readonly { name: string; count: number }[]): string =>
  some.map(({ name, count }) => countedName(name, count)).join(', ');
