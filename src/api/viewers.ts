import { Nothing, Viewing } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleId } from './visible';

export function viewerRoutes({ db, viewers }: Services): Route[] {
  return [
    route({
      method: 'post',
      path: '/escalations/:id/viewers',
      summary: 'Says that the asker has the chat open, worth saying once a minute; answers who else has.',
      body: Nothing,
      answers: { 200: Viewing },
      problems: ['not_found'],
      async run({ who, params }) {
        const id = await visibleId(db.q, who, params);
        await viewers.look(id, who, true);
        return ok({ items: viewers.besides(id, who.id) });
      },
    }),
    route({
      method: 'delete',
      path: '/escalations/:id/viewers',
      summary: 'Says that the asker has closed the chat.',
      answers: { 204: null },
      problems: ['not_found'],
      async run({ who, params }) {
        await viewers.look(await visibleId(db.q, who, params), who, false);
        return { status: 204 };
      },
    }),
  ];
}
