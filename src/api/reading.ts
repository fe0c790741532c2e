import { readsAlong } from '../domain/turns';
import { Nothing, ReadBody } from '../contract/api';
import { type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';

export function readingRoutes({ db, reading }: Services): Route[] {
  return [
    route({
      method: 'put',
      path: '/escalations/:id/read',
      summary: 'Says how far the asker has read; kept for whoever has the escalation, or reads along.',
      body: ReadBody,
      answers: { 204: null },
      problems: ['not_found'],
      async run({ who, params, body }) {
        const escalation = await visibleEscalation(db.q, who, params);
        if (readsAlong(who, escalation)) await reading.read(escalation.id, who, body.upTo);
        return { status: 204 };
      },
    }),
    route({
      method: 'delete',
      path: '/escalations/:id/read',
      summary: 'Marks the customer’s last message as unread for the asker.',
      answers: { 204: null },
      problems: ['not_found'],
      async run({ who, params }) {
        const escalation = await visibleEscalation(db.q, who, params);
        if (readsAlong(who, escalation)) await reading.unread(escalation.id, who);
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/me/looking',
      summary:
        'Says that the asker looks at their tab now, worth saying twice a minute; nobody is told elsewhere then.',
      body: Nothing,
      answers: { 204: null },
      async run({ who }) {
        await reading.looking(who);
        return { status: 204 };
      },
    }),
  ];
}
