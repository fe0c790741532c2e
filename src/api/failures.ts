import { AnswersQuery, FailureAnswers, FailuresAnswer, FailuresCsvQuery, FailuresQuery } from '../contract/failures';
import { deepLink } from '../cards/deepLink';
import type { FailureForm } from '../escalation/export/failureExport';
import { badField } from '../base/errors';
import { sightOf } from '../domain/policy';
import { scopeOf } from './escalationScope';
import { exporterOf, streamed } from './exports';
import { type Answer, type Ask, type Asker, ok, type Route, route } from './route';
import type { Services } from './services';
import { tabPlaceOf } from './tabPlace';

const ofAsker = (who: Asker) => ({ tenantId: who.tenantId, visibleTo: sightOf(who) });

export function failureRoutes({ failures, failureAnswers, failureExports, config }: Services): Route[] {
  async function exportedAs(
    form: FailureForm,
    mediaType: string,
    ask: Pick<Ask<FailuresQuery, unknown>, 'who' | 'whoNow' | 'query' | 'signal'>,
  ): Promise<Answer> {
    const { who, query, signal } = ask;
    const place = tabPlaceOf(config, who);
    const { from, to, zone, by, queue, connection, topic } = query;
    const filter = Object.entries({ from, to, zone, by, queue, connection, topic }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    const wanted = {
      of: ofAsker(who),
      query,
      filter: Object.fromEntries(filter) as Record<string, string>,
      form,
      linkTo: (escalation: { id: string; number: number }) => deepLink(place, escalation),
    };
    const chunks = await failureExports.begin(exporterOf(ask), wanted, signal);
    return streamed(ask, `bot-failures-${to}.${form.name}`, mediaType, chunks, {});
  }

  return [
    route({
      method: 'get',
      path: '/failures',
      summary:
        'What makes bots fail: what customers said last, grouped by similar words, or topics, of what was escalated on these days.',
      only: 'managers',
      query: FailuresQuery,
      answers: { 200: FailuresAnswer },
      problems: ['bad_request', 'too_large'],
      async run({ who, query }) {
        return ok(await failures.read(ofAsker(who), query));
      },
    }),
    route({
      method: 'get',
      path: '/failures/answers',
      summary: 'What agents did about one of them: how long they had it, and what they wrote before a good end.',
      only: 'managers',
      query: AnswersQuery,
      answers: { 200: FailureAnswers },
      problems: ['bad_request'],
      async run({ who, query }) {
        if (query.phrase === undefined && query.topic === undefined)
          throw badField('phrase', 'Say which phrase, or topic.');
        return ok(await failureAnswers.read(scopeOf(who, query)));
      },
    }),
    route({
      method: 'get',
      path: '/exports/failures.csv',
      summary:
        'What makes bots fail as CSV for spreadsheets, for the author of a bot: a row a group, with phrases and the answer that helped most.',
      only: 'managers',
      query: FailuresCsvQuery,
      mediaType: 'text/csv',
      answers: { 200: null },
      problems: ['bad_request', 'too_large'],
      run: (ask) => exportedAs({ name: 'csv', separator: ask.query.separator }, 'text/csv', ask),
    }),
    route({
      method: 'get',
      path: '/exports/failures.jsonl',
      summary: 'The same as JSON lines: one ExportedFailure each.',
      only: 'managers',
      query: FailuresQuery,
      mediaType: 'application/jsonl',
      answers: { 200: null },
      problems: ['bad_request', 'too_large'],
      run: (ask) => exportedAs({ name: 'jsonl' }, 'application/jsonl', ask),
    }),
  ];
}
