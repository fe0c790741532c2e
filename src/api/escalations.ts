import { manages, managesAll, sightOf } from '../domain/policy';
import { z } from 'zod';
import type { Outcome } from '../escalation/escalations';
import { refusalError } from '../domain/refusals';
import { eventsOf } from '../store/escalation/events';
import { type FoundRows, listEscalations } from '../store/escalation/pages';
import type { Scope } from '../store/escalation/scope';
import { countHistory, history, type HistoryQuery } from '../escalation/search/history';
import { readSearch, type Search } from '../domain/search/query';
import { LIMITS } from '../contract/fields';
import { badField } from '../base/errors';
import { wordsOf } from '../domain/failures/words';
import { markOf } from '../domain/figures/marks';
import type { Whose } from '../domain/figures/whose';
import { countVerb } from '../base/telemetry';
import {
  Escalation,
  EscalationCount,
  EscalationEvent,
  EscalationFilter,
  EscalationPage,
  EscalationScope,
  EventsAfter,
  HoldBody,
  Nothing,
  Page,
  type ProblemCode,
  ReleaseBody,
  ResolveBody,
  TransferBody,
} from '../contract/api';
import { presentEscalation, presentEvent } from './present';
import type { EscalationRow } from '../store/escalation/escalations';
import type { SeenEscalation } from '../store/escalation/subjects';
import { type Ask, type Asker, ok, type Route, route } from './route';
import type { Services } from './services';
import { openedEscalation, visibleEscalation, visibleSubject } from './visible';

const REFUSALS: ProblemCode[] = ['not_found', 'not_claimed', 'not_yours', 'closed'];

/** What is open is little and asked for often; what has ended grows for years. */
function isHistory({ q, status }: EscalationScope): boolean {
  return Boolean(q?.trim()) || !status || status.some((one) => one === 'resolved' || one === 'abandoned');
}

/** Which escalations the asker means, of those they may see. */
export function scopeOf(who: Asker, query: EscalationScope): Scope & Pick<HistoryQuery, 'search' | 'reader'> {
  const { variable, value } = query;
  if (value !== undefined && variable === undefined) throw badField('variable', 'Say which variable has this value.');
  return {
    tenantId: who.tenantId,
    status: query.status,
    queueId: query.queue,
    assigneeId: query.assignee === 'me' ? who.id : query.assignee,
    connectionId: query.connection,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
    outcome: query.outcome,
    tagId: query.tag,
    rating: query.rating,
    language: query.language,
    variable: variable === undefined ? undefined : { name: variable, value },
    hasFile: query.file === 'any',
    hasFailed: query.delivery === 'failed',
    hold: query.hold,
    leftMessage: query.leftMessage,
    isOverdue: query.overdue === 'any',
    waited: query.waited,
    test: query.test,
    mark: markedBy(who, query),
    escalated: query.figure === 'escalated',
    topic: query.unnamed === 'topic' ? '' : query.topic,
    phrase: query.phrase === undefined ? undefined : comparedBy(query.phrase),
    saying: query.unnamed === 'phrase' ? 'nothing' : undefined,
    unlike: query.unlike === undefined ? undefined : groupsIn(query.unlike),
    hour: query.hour === undefined ? undefined : { ofWeek: query.hour, zone: query.hourZone ?? 'UTC' },
    visibleTo: sightOf(who),
    search: query.q?.trim() ? searched(query.q) : null,
    // Of a bounded manager not all that is found may be of their queues: whispers are looked for by who they are between.
    reader: { id: who.id, manager: managesAll(who) },
  };
}

/** Which escalations count in a figure of one agent is that figure. */
const whoseFigure = ({ figureAgent }: EscalationScope): Whose =>
  figureAgent === undefined ? 'nobody' : { agent: figureAgent };

/** How many of an agent's have ended is a figure, too; whom they are with now is not. */
export const whoseCount = (query: EscalationScope): Whose =>
  query.assignee !== undefined && isHistory(query) ? { agent: query.assignee } : whoseFigure(query);

/** A figure opens the history with the escalations it counts. */
function markedBy(who: Asker, { figure, figureQueue, figureAgent }: EscalationScope): string | undefined {
  if (figure === 'escalated') {
    if (figureQueue !== undefined) throw badField('figureQueue', 'This figure is of no queue.');
    if (figureAgent !== undefined) throw badField('figureAgent', 'This figure is of no agent.');
    return undefined;
  }
  if (figure !== undefined) {
    const agent = figureAgent === 'me' ? who.id : (figureAgent ?? null);
    return markOf(figure, { queue: figureQueue?.toLowerCase() ?? null, agent });
  }
  if (figureQueue !== undefined || figureAgent !== undefined) throw badField('figure', 'Say which figure is meant.');
  return undefined;
}

function groupsIn(unlike: string): Scope['unlike'] {
  const [by, numbers = ''] = unlike.split(':');
  return { by: by === 'topic' ? 'topic' : 'phrase', numbers: numbers.split(',').map(Number) };
}

function comparedBy(phrase: string): number[] {
  const words = wordsOf(phrase);
  if (words.length === 0) throw badField('phrase', 'There is no word in it to compare phrases by.');
  return words;
}

function searched(typed: string): Search {
  const search = readSearch(typed);
  if (!search) throw badField('q', 'There is no letter or digit in it to look for.');
  if (search.isTooMuch) throw badField('q', `Search for at most ${LIMITS.historyWords} words at once.`);
  return search;
}

/** The customer's story, and no more than one reads. */
const MOST_EARLIER = 20;

export function escalationRoutes({ db, agentFigures, escalations, holds, viewers, audit }: Services): Route[] {
  const shown = (row: EscalationRow, who: Asker) =>
    presentEscalation(row, who, new Date(), viewers.besides(row.id, who.id));

  /** Every verb route: authorise, act, present. */
  const verb = <B extends z.ZodType>(
    name: 'claim' | 'pass' | 'release' | 'transfer' | 'resolve' | 'hold' | 'continue',
    summary: string,
    body: B,
    problems: ProblemCode[],
    act: (id: string, who: Asker, body: z.output<B>, seen: SeenEscalation) => Promise<Outcome>,
  ): Route =>
    route({
      method: 'post',
      path: `/escalations/:id/${name}`,
      summary,
      body,
      answers: { 200: Escalation },
      problems,
      async run({ who, params, body }: Ask<unknown, z.output<B>>) {
        const seen = await visibleSubject(db.q, who, params);
        const outcome = await act(seen.id, who, body, seen);
        countVerb(name, outcome.ok ? 'done' : outcome.refusal.code);
        if (!outcome.ok) throw refusalError(outcome.refusal);
        return ok(presentEscalation(outcome.escalation, who, new Date()));
      },
    });

  return [
    route({
      method: 'get',
      path: '/escalations',
      summary: 'Escalations the asker may see: those of their queues and their own; a manager sees all.',
      query: EscalationFilter,
      whose: whoseFigure,
      answers: { 200: EscalationPage },
      async run({ who, query }) {
        const scope = scopeOf(who, query);
        const { order, cursor, limit } = query;
        if (scope.search && (order === 'longest' || order === 'unanswered')) {
          throw badField('order', 'What is searched comes newest, oldest or waited first.');
        }
        const wanted: HistoryQuery = {
          ...scope,
          colleague: (query.colleague ?? query.helper) === 'me' ? who.id : undefined,
          offeredTo: query.offered === 'me' ? who.id : undefined,
          readerId: who.id,
          isUnread: query.unread === 'me',
          order,
          cursor,
          limit,
        };
        const page: FoundRows = await (isHistory(query)
          ? db.read((q) => history(q, wanted))
          : listEscalations(db.q, wanted));
        const { items, next, unsearched } = page;
        return ok({
          items: items.map((row) => ({ ...shown(row, who), ...(row.hits && { hits: row.hits }) })),
          next,
          ...(unsearched && { unsearched }),
        });
      },
    }),
    route({
      method: 'get',
      path: '/escalations/count',
      summary: 'How many of those the asker may see are meant; counted up to 10,000, of phrases up to 500.',
      query: EscalationScope,
      whose: whoseCount,
      answers: { 200: EscalationCount },
      async run({ who, query }) {
        const scope = scopeOf(who, query);
        return ok(await db.read((q) => countHistory(q, scope)));
      },
    }),
    route({
      method: 'get',
      path: '/escalations/:id',
      summary: 'One escalation.',
      answers: { 200: Escalation },
      problems: ['not_found'],
      async run({ who, params }) {
        return ok(shown(await openedEscalation({ db, audit }, who, params), who));
      },
    }),
    route({
      method: 'get',
      path: '/escalations/:id/earlier',
      summary:
        'The same customer’s escalations before this one that the asker may see, the newest first. An id of Entra ID is the same person to every bot; any other is one bot’s own.',
      answers: { 200: Page(Escalation) },
      problems: ['not_found'],
      async run({ who, params }) {
        const { tenantId, customerId, connectionId, openedAt } = await visibleEscalation(db.q, who, params);
        const { items } = await db.read((q) =>
          listEscalations(q, {
            tenantId,
            customer: { tenantId, customerId, connectionId },
            to: openedAt,
            order: 'newest',
            limit: MOST_EARLIER,
            visibleTo: sightOf(who),
          }),
        );
        return ok({ items: items.map((row) => shown(row, who)), next: null });
      },
    }),
    route({
      method: 'get',
      path: '/escalations/:id/events',
      summary: 'What happened to an escalation, oldest first, after a given version; `next` is the one to go on after.',
      query: EventsAfter,
      answers: { 200: Page(EscalationEvent) },
      problems: ['not_found'],
      async run({ who, params, query }) {
        const { id, endedAt, queueId } = await openedEscalation({ db, audit }, who, params);
        const withPassedOver = manages(who, queueId) && (await agentFigures.seesOthers(who));
        const asked = { ...query, withPassedOver };
        const page = await (endedAt ? db.read((q) => eventsOf(q, id, asked)) : eventsOf(db.q, id, asked));
        return ok({ items: page.items.map(presentEvent), next: page.next });
      },
    }),
    verb(
      'claim',
      'Takes a waiting escalation; claiming what is already yours changes nothing.',
      Nothing,
      ['not_found', 'already_claimed', 'not_your_queue', 'at_capacity', 'closed'],
      (id, who, _, seen) => escalations.claim(id, who, seen),
    ),
    verb(
      'pass',
      'Lets an offer go by; the next agent is asked.',
      Nothing,
      ['not_found', 'not_offered', 'closed'],
      (id, who) => escalations.pass(id, who),
    ),
    verb('release', 'Puts a claimed escalation back into its queue.', ReleaseBody, REFUSALS, (id, who, body) =>
      escalations.release(id, who, body.reason),
    ),
    verb(
      'transfer',
      'Gives an escalation to another agent or to another queue.',
      TransferBody.refine((body) => body.queueId === undefined || z.guid().safeParse(body.queueId).success, {
        message: 'This is not the id of a queue.',
        path: ['queueId'],
      }),
      [...REFUSALS, 'at_capacity', 'bad_request'],
      (id, who, { agentId, queueId, note }) =>
        escalations.transfer(id, who, agentId === undefined ? { queueId: queueId ?? '' } : { agentId }, note),
    ),
    verb(
      'hold',
      'Puts an escalation on hold: its owner asks the customer to wait, in their own words. Another one puts it off.',
      HoldBody,
      [...REFUSALS, 'already_exists'],
      (id, who, body) => holds.hold(id, who, body),
    ),
    verb(
      'continue',
      'Takes an escalation off hold, which a word to the customer does, too; one that is not on hold stays as it is.',
      Nothing,
      REFUSALS,
      (id, who) => holds.continue(id, who),
    ),
    verb(
      'resolve',
      'Ends an escalation; the bot answers the customer again. Refused while something its queue asks for is unsaid.',
      ResolveBody,
      [...REFUSALS, 'wrap_up_missing', 'wrap_up_unknown'],
      (id, who, body) => escalations.resolve(id, who, body),
    ),
  ];
}
