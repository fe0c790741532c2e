import { badField } from '../base/errors';
import { historyLink } from '../cards/deepLink';
import { HISTORY } from '../cards/words/pages';
import { HistoryLink, HistoryLinkBody, HistoryView, HistoryViewChange, NewHistoryView, Page } from '../contract/api';
import { mayChangeView } from '../escalation/search/historyViews';
import type { HistoryViewRow } from '../store/historyViews';
import { type Asker, idOf, ok, type Route, route } from './route';
import type { Services } from './services';
import { tabPlaceOf } from './tabPlace';

const WHAT = 'view';

export function historyViewRoutes({ historyViews, config }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/history-views',
      summary: 'Views of the history: those everybody has, and the asker’s own.',
      only: 'staff',
      answers: { 200: Page(HistoryView) },
      async run({ who }) {
        const rows = await historyViews.list(who);
        return ok({ items: rows.map((row) => present(row, who)), next: null });
      },
    }),
    route({
      method: 'post',
      path: '/history-views',
      summary: 'Keeps a view of the history, for the asker alone; for everybody, when a manager asks.',
      only: 'staff',
      body: NewHistoryView,
      answers: { 201: HistoryView },
      async run({ who, body }) {
        return { status: 201, body: present(await historyViews.add(who, body), who) };
      },
    }),
    route({
      method: 'patch',
      path: '/history-views/:id',
      summary: 'Changes a view of the history: one’s own, or as a manager one that everybody has.',
      only: 'staff',
      body: HistoryViewChange,
      answers: { 200: HistoryView },
      problems: ['not_found', 'changed_meanwhile'],
      async run({ who, params, body }) {
        return ok(present(await historyViews.change(who, idOf(params, WHAT), body), who));
      },
    }),
    route({
      method: 'delete',
      path: '/history-views/:id',
      summary: 'Deletes a view of the history; what it showed stays.',
      only: 'staff',
      answers: { 204: null },
      problems: ['not_found'],
      async run({ who, params }) {
        await historyViews.remove(who, idOf(params, WHAT));
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/history-link',
      summary: 'A link that opens the tab in Teams with a view of the history; whoever follows it sees what they may.',
      only: 'staff',
      body: HistoryLinkBody,
      answers: { 200: HistoryLink },
      async run({ who, body }) {
        const place = tabPlaceOf(config, who);
        const url = historyLink(
          place,
          { ...body.shows, ...(body.escalationId && { open: body.escalationId }) },
          HISTORY,
        );
        if (url === null) throw badField('shows', 'This is more than a link can carry; search for fewer words.');
        return ok({ url });
      },
    }),
  ];
}

const present = ({ id, name, ownerId, shows, changedBy, version }: HistoryViewRow, who: Asker): HistoryView => ({
  id,
  name,
  shared: ownerId === null,
  shows,
  changedBy,
  version,
  can: { change: mayChangeView(who, { ownerId }) },
});
