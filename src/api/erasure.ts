import {
  CustomerErasure,
  CustomerWords,
  ErasedCustomer,
  Retention,
  RetentionChange,
  RetentionPreview,
  RetentionQuery,
} from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';

export function erasureRoutes({ db, erasures, retentions }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/escalations/:id/customer',
      summary: 'How much the desk keeps of the customer of this escalation: what erasing them would take.',
      only: 'managers',
      answers: { 200: CustomerWords },
      problems: ['not_found'],
      async run({ who, params }) {
        // Whoever may not see some of their chats cannot have all of them: managers of the whole desk, as with exports.
        return ok(await erasures.wordsOf(who, await visibleEscalation(db.q, who, params)));
      },
    }),
    route({
      method: 'post',
      path: '/escalations/:id/customer/erase',
      summary:
        'Erases the customer of this escalation for good: all chats with every bot, with names, messages, files and what was captured. Times, queues, agents, outcomes and ratings stay. Refused while a request of theirs is open, or something is on its way to them.',
      only: 'managers',
      body: CustomerErasure,
      answers: { 200: ErasedCustomer },
      problems: ['not_found', 'wrong_state', 'too_large'],
      async run({ who, params, body }) {
        return ok(await erasures.erase(who, await visibleEscalation(db.q, who, params), body.reason));
      },
    }),
    route({
      method: 'get',
      path: '/retention',
      summary: 'How long chats keep their words after their end, and how erasing them goes.',
      only: 'desk',
      answers: { 200: Retention },
      async run({ who }) {
        return ok(await retentions.setting(who));
      },
    }),
    route({
      method: 'get',
      path: '/retention/preview',
      summary: 'What keeping words for so many days would erase first, and when.',
      only: 'desk',
      query: RetentionQuery,
      answers: { 200: RetentionPreview },
      async run({ who, query }) {
        return ok(await retentions.preview(who, query.days));
      },
    }),
    route({
      method: 'put',
      path: '/retention',
      summary:
        'Says how long chats keep their words after their end; null: for good. A shorter time is acted upon a day later at the earliest.',
      only: 'desk',
      body: RetentionChange,
      answers: { 200: Retention },
      problems: ['changed_meanwhile'],
      async run({ who, body }) {
        return ok(await retentions.change(who, body));
      },
    }),
  ];
}
