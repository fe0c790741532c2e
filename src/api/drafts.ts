import { DraftChange, KeptDraft } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleId } from './visible';

export function draftRoutes({ db, drafts }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/escalations/:id/draft',
      summary: 'What the asker is writing in this escalation, on whichever device.',
      answers: { 200: KeptDraft },
      problems: ['not_found'],
      async run({ who, params }) {
        return ok(await drafts.find(await visibleId(db.q, who, params), who));
      },
    }),
    route({
      method: 'put',
      path: '/escalations/:id/draft',
      summary: 'Keeps what the asker is writing; nothing written deletes it. Worth calling every few seconds at most.',
      body: DraftChange,
      // Two texts of LIMITS.draftText characters of any script.
      bodyLimit: '700kb',
      answers: { 200: KeptDraft },
      problems: ['not_found', 'changed_meanwhile'],
      async run({ who, params, body }) {
        return ok(await drafts.keep(await visibleId(db.q, who, params), who, body));
      },
    }),
  ];
}
