import { AppError } from '../errors';
import { Connections } from '../intake/connections';
import { isLoopback } from '../settings';
import { changeConnection, type ConnectionRow, findConnection, listConnections } from '../store/connections';
import { findQueue } from '../store/queues';
import { AddedConnection, Connection, type ConnectionState, NewConnection, Page } from './contract';
import { presentConnection } from './present';
import { type Asker, idOf, nothing, ok, type Route, route } from './route';
import type { Services } from './services';

export function connectionRoutes({ db, config }: Services): Route[] {
  const connections = new Connections(db, config);
  return [
    route({
      method: 'get',
      path: '/connections',
      summary: 'The bots registered with the desk, and how they are.',
      only: 'managers',
      answers: { 200: Page(Connection) },
      async run({ who }) {
        const rows = await listConnections(db.q, who.tenantId);
        return ok({ items: rows.map(presentConnection), next: null });
      },
    }),
    route({
      method: 'post',
      path: '/connections',
      summary: 'Registers a bot as a draft; secrets are sealed, and a generated one is told in this answer only.',
      only: 'managers',
      body: NewConnection,
      answers: { 201: AddedConnection },
      problems: ['already_exists'],
      async run({ who, body }) {
        for (const address of addressesOf(body)) refuseOpenHttp(address);
        if (body.queueId) await ownQueue(who, body.queueId);
        const { connection, signingSecret } = await connections.add(who, body);
        return { status: 201, body: { ...presentConnection(connection), signingSecret } };
      },
    }),
    stateRoute('live', 'Lets a connection answer customers.'),
    stateRoute('pause', 'Stops a connection from answering customers; open escalations go on.'),
  ];

  function stateRoute(verb: 'live' | 'pause', summary: string): Route {
    return route({
      method: 'post',
      path: `/connections/:id/${verb}`,
      summary,
      only: 'managers',
      answers: { 200: Connection },
      problems: ['not_found', 'in_use'],
      async run({ who, params }) {
        const row = await findConnection(db.q, idOf(params, 'connection'));
        if (!row || row.tenant_id !== who.tenantId || row.state === 'removed') throw nothing('connection');
        if (verb === 'live') await refuseSecondVoice(row);
        const state: ConnectionState = verb === 'live' ? 'live' : 'paused';
        const changed = row.state === state ? row : await changeConnection(db.q, row.id, { state });
        if (!changed) throw nothing('connection');
        return ok(presentConnection(changed));
      },
    });
  }

  function addressesOf(body: NewConnection): string[] {
    const { tokenEndpoint, domain } = body.kind === 'copilotStudio' ? body.directLine : {};
    const callbackUrl = body.kind === 'rest' ? body.callbackUrl : null;
    return [tokenEndpoint, domain, callbackUrl].flatMap((address) => address ?? []);
  }

  function refuseOpenHttp(address: string): void {
    const { protocol, hostname } = new URL(address);
    if (protocol === 'https:' || (config.allowLoopback && isLoopback(hostname))) return;
    throw new AppError('bad_request', `Give an https address instead of ${address}.`);
  }

  async function ownQueue(who: Asker, queueId: string): Promise<void> {
    const queue = idOf({ id: queueId }, 'queue');
    if ((await findQueue(db.q, queue))?.tenantId !== who.tenantId) throw nothing('queue');
  }

  /** Customers of one Teams bot hear one connection. */
  async function refuseSecondVoice(row: ConnectionRow): Promise<void> {
    const others = await listConnections(db.q, row.tenant_id);
    const live = others.find(
      (other) =>
        other.id !== row.id &&
        other.state === 'live' &&
        other.kind === 'copilotStudio' &&
        other.bot_app_id === row.bot_app_id,
    );
    if (live) throw new AppError('in_use', `"${live.name}" already answers this Teams bot. Pause it first.`);
  }
}
