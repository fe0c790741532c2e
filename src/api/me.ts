import { agentOf, sawAgent } from '../store/agents';
import { type ListedQueue, listQueues } from '../store/queues';
import { Me, MyChange } from '../contract/api';
import { presentSetBy } from './present';
import { type Asker, ok, type Route, route } from './route';
import type { Services } from './services';

export function meRoutes({ db, config, agents, agentFigures }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/me',
      summary: 'Who is asking, what they may be here, and which queues are theirs.',
      answers: { 200: Me },
      async run({ who }) {
        const { tenantId, id, name, manager } = who;
        const [queues] = await Promise.all([
          listQueues(db.q, tenantId),
          sawAgent(db.q, { tenantId, id, name, upn: who.signedIn.upn, manager }, new Date()),
        ]);
        return ok(await meOf(who, queues));
      },
    }),
    route({
      method: 'patch',
      path: '/me',
      summary: 'Says whether the asker is there for customers.',
      body: MyChange,
      answers: { 200: Me },
      async run({ who, body }) {
        const { agentFiguresRead, ...change } = body;
        if (agentFiguresRead) await agentFigures.read(who);
        if (!agentFiguresRead || Object.keys(change).length > 0) await agents.present(who, change);
        return ok(await meOf(who, await listQueues(db.q, who.tenantId)));
      },
    }),
  ];

  async function meOf(who: Asker, queues: ListedQueue[]): Promise<Me> {
    const { tenantId, id, name, manager } = who;
    const [agent, figures] = await Promise.all([agentOf(db.q, tenantId, id, new Date()), agentFigures.toldTo(who)]);
    const mine = queues.filter((queue) => who.queueIds.includes(queue.id));
    return {
      id,
      name,
      tenantId,
      roles: [...(mine.length > 0 ? (['agent'] as const) : []), ...(manager ? (['manager'] as const) : [])],
      queues: mine.map(({ id, name, serviceTargets }) => ({
        id,
        name,
        offers: serviceTargets.assignment === 'automatic',
      })),
      manages: who.boundTo
        ? queues.filter((queue) => who.boundTo?.includes(queue.id)).map(({ id, name }) => ({ id, name }))
        : null,
      ...agent,
      setBy: presentSetBy(agent.setBy),
      agentFigures: figures,
      sandbox: config.mode === 'sandbox',
    };
  }
}
