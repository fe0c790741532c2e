import { auditOf } from '../store/audit';
import {
  AuditEntry,
  AuditFilter,
  Connection,
  ConnectionChange,
  ConnectionWithKey,
  ConnectionWithSecret,
  LiveBody,
  NewConnection,
  NewKey,
  Page,
  type ProblemCode,
  RotateBody,
  TestBody,
} from '../contract/api';
import { entryOf } from '../escalation/export/auditExport';
import { managesAll } from '../domain/policy';
import { namedOnly, presentConnection } from './presentConnection';
import { type Asker, idOf, ok, type Route, route } from './route';
import type { Services } from './services';

export function connectionRoutes({ db, connections, connectionKeys, connectionTests }: Services): Route[] {
  const shown = async (who: Asker, id: string) => ok(presentConnection(await connections.one(who, id), new Date()));
  const named = (params: Record<string, string>) => idOf(params, 'connection');

  const turn = (verb: 'pause' | 'drain', summary: string): Route =>
    route({
      method: 'post',
      path: `/connections/:id/${verb}`,
      summary,
      only: 'desk',
      answers: { 200: Connection },
      problems: ['not_found', 'wrong_state'],
      async run({ who, params }) {
        await connections.turn(who, named(params), verb);
        return shown(who, named(params));
      },
    });

  return [
    route({
      method: 'get',
      path: '/connections',
      summary: 'The bots registered with the desk, and how they are.',
      only: 'managers',
      answers: { 200: Page(Connection) },
      async run({ who }) {
        const now = new Date();
        const rows = await connections.list(who);
        const items = rows.map((row) => presentConnection(row, now));
        return ok({ items: managesAll(who) ? items : items.map(namedOnly), next: null });
      },
    }),
    route({
      method: 'post',
      path: '/connections',
      summary: 'Registers a bot as a draft; secrets are sealed, and a generated one is told in this answer only.',
      only: 'desk',
      body: NewConnection,
      answers: { 201: ConnectionWithSecret },
      problems: ['already_exists'],
      async run({ who, body }) {
        const { connection, signingSecret } = await connections.add(who, body);
        return { status: 201, body: { ...presentConnection(connection, new Date()), signingSecret } };
      },
    }),
    route({
      method: 'get',
      path: '/connections/:id',
      summary: 'One connection, with the report of its latest test as far as it has come.',
      only: 'desk',
      answers: { 200: Connection },
      problems: ['not_found'],
      async run({ who, params }) {
        return shown(who, named(params));
      },
    }),
    route({
      method: 'patch',
      path: '/connections/:id',
      summary: 'Renames a connection, points it to another queue, or changes how its bot is reached.',
      only: 'desk',
      body: ConnectionChange,
      answers: { 200: Connection },
      problems: ['not_found', 'already_exists'],
      async run({ who, params, body }) {
        return ok(presentConnection(await connections.change(who, named(params), body), new Date()));
      },
    }),
    route({
      method: 'delete',
      path: '/connections/:id',
      summary: 'Removes a connection without open escalations; its history stays and its app ID is free again.',
      only: 'desk',
      answers: { 204: null },
      problems: ['not_found', 'in_use', 'wrong_state'],
      async run({ who, params }) {
        await connections.turn(who, named(params), 'remove');
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/connections/:id/test',
      summary: 'Begins a real round trip to the bot; ask for the connection again to follow its report.',
      only: 'desk',
      body: TestBody,
      answers: { 200: Connection },
      problems: ['not_found', 'in_use'],
      async run({ who, params, body }) {
        await connectionTests.begin(who, named(params), body);
        return shown(who, named(params));
      },
    }),
    route({
      method: 'post',
      path: '/connections/:id/live',
      summary: 'Lets a connection that passed its test answer customers and take handoffs.',
      only: 'desk',
      body: LiveBody,
      answers: { 200: Connection },
      problems: ['not_found', 'not_tested', 'in_use', 'wrong_state'] satisfies ProblemCode[],
      async run({ who, params, body }) {
        await connections.turn(who, named(params), 'live', body);
        return shown(who, named(params));
      },
    }),
    turn('pause', 'Stops the bot; what customers say is kept for it, and open escalations go on.'),
    turn('drain', 'Lets open escalations finish and declines new ones, so that it can be removed.'),
    route({
      method: 'post',
      path: '/connections/:id/rotate',
      summary: 'Takes a new Direct Line secret, or makes a REST bot a new signing secret, told in this answer only.',
      only: 'desk',
      body: RotateBody,
      answers: { 200: ConnectionWithSecret },
      problems: ['not_found'],
      async run({ who, params, body }) {
        const { connection, signingSecret } = await connections.rotate(who, named(params), body);
        return ok({ ...presentConnection(connection, new Date()), signingSecret });
      },
    }),
    route({
      method: 'post',
      path: '/connections/:id/keys',
      summary: 'Makes a key a Copilot Studio agent in Teams calls with, told in this answer only.',
      only: 'desk',
      body: NewKey,
      answers: { 201: ConnectionWithKey },
      problems: ['not_found', 'in_use'],
      async run({ who, params, body }) {
        const key = await connectionKeys.make(who, named(params), body);
        const connection = await connections.one(who, named(params));
        return { status: 201, body: { ...presentConnection(connection, new Date()), key } };
      },
    }),
    route({
      method: 'delete',
      path: '/connections/:id/keys/:keyId',
      summary: 'Revokes a key at once.',
      only: 'desk',
      answers: { 200: Connection },
      problems: ['not_found'],
      async run({ who, params }) {
        await connectionKeys.revoke(who, named(params), idOf({ id: params['keyId'] ?? '' }, 'key'));
        return shown(who, named(params));
      },
    }),
    route({
      method: 'get',
      path: '/connections/:id/audit',
      summary: 'Who changed a connection, when, and what, newest first; also of one that was removed.',
      only: 'desk',
      query: AuditFilter,
      answers: { 200: Page(AuditEntry) },
      async run({ who, params, query }) {
        const page = await auditOf(db.q, {
          tenantId: who.tenantId,
          visibleTo: null,
          subjectId: named(params),
          before: query.cursor ?? null,
          limit: query.limit,
        });
        return ok({ items: page.items.map(entryOf), next: page.next });
      },
    }),
  ];
}
