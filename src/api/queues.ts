import { listQueues } from '../store/queues';
import { NewQueue, Page, Queue, QueueChange } from '../contract/api';
import { presentQueue } from './present';
import { idOf, ok, type Route, route } from './route';
import type { Services } from './services';

export function queueRoutes({ db, queues }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/queues',
      summary: 'Every queue, with how many wait in it: where one may transfer to.',
      only: 'staff',
      answers: { 200: Page(Queue) },
      async run({ who }) {
        const rows = await listQueues(db.q, who.tenantId);
        return ok({ items: rows.map((row) => presentQueue(row, new Date())), next: null });
      },
    }),
    route({
      method: 'post',
      path: '/queues',
      summary: 'Ties a new queue to a channel of a team the app was added to.',
      only: 'desk',
      body: NewQueue,
      answers: { 201: Queue },
      problems: ['not_found'],
      async run({ who, body }) {
        return { status: 201, body: presentQueue(await queues.create(who, body), new Date()) };
      },
    }),
    route({
      method: 'patch',
      path: '/queues/:id',
      summary: 'Renames a queue, moves it to another channel, makes it the default, or changes what it promises.',
      only: 'managers',
      body: QueueChange,
      answers: { 200: Queue },
      problems: ['not_found', 'changed_meanwhile'],
      async run({ who, params, body: { promises, serviceTargets = promises, ...change } }) {
        const changed = await queues.change(who, idOf(params, 'queue'), { ...change, serviceTargets });
        return ok(presentQueue(changed, new Date()));
      },
    }),
    route({
      method: 'delete',
      path: '/queues/:id',
      summary: 'Removes a queue in which nobody waits; its history stays.',
      only: 'managers',
      answers: { 204: null },
      problems: ['not_found', 'in_use'],
      async run({ who, params }) {
        await queues.remove(who, idOf(params, 'queue'));
        return { status: 204 };
      },
    }),
  ];
}
