import { AnswersQuery, FailureAnswers, FailuresAnswer, FailuresQuery } from '../contract/failures';
import { badField } from '../base/errors';
import { sightOf } from '../domain/policy';
import { scopeOf } from './escalations';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function failureRoutes({ failures, failureAnswers }: Services): Route[] {
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
        return ok(await failures.read({ tenantId: who.tenantId, visibleTo: sightOf(who) }, query));
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
  ];
}
