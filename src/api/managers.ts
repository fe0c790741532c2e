import { Manager, ManagerChange, Page } from '../contract/api';
import { ok, type Route, route } from './route';
import type { Services } from './services';

export function managerRoutes({ managers }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/managers',
      summary: 'The managers the desk knows, and which queues each of them manages.',
      only: 'desk',
      answers: { 200: Page(Manager) },
      async run({ who }) {
        return ok({ items: await managers.list(who), next: null });
      },
    }),
    route({
      method: 'patch',
      path: '/managers/:id',
      summary: 'Bounds a manager to some queues, or lets them manage all again. Nobody bounds themselves.',
      only: 'desk',
      body: ManagerChange,
      answers: { 200: Manager },
      problems: ['not_found', 'changed_meanwhile'],
      async run({ who, params, body }) {
        return ok(await managers.change(who, params['id'] ?? '', body));
      },
    }),
  ];
}
