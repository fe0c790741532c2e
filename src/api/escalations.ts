import { manages, sightOf } from '../domain/policy';
import { z } from 'zod';
import type { Outcome } from '../escalation/escalations';
import { refusalError } from '../domain/refusals';
import { eventsOf } from '../store/escalation/events';
import { type FoundRows, listEscalations } from '../store/escalation/pages';
import { countHistory, history, type HistoryQuery } from '../escalation/search/history';
import { badField } from '../base/errors';
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
import { isHistory, scopeOf, whoseCount, whoseFigure } from './escalationScope';
import { openedEscalation, visibleEscalation, visibleSubject } from './visible';

const REFUSALS: ProblemCode[] = ['not_found', 'not_claimed', 'not_yours', 'closed'];

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
          unreadBy: query.unread === 'me' ? who.id : undefined,
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
