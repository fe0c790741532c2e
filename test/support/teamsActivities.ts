/** Activities as Teams sends them, for tests that say what differs. */
import { randomUUID } from 'node:crypto';
import { SANDBOX } from '../../src/config/world';
import { type TeamsDesk, adele, channel } from './teamsDesk';

type Person = { id: string; teamsId: string; chatId: string; name: string };
type Fields = Record<string, unknown>;

let count = 0;
/** Teams' ids are times in milliseconds. */
export const nextId = (): string => String(1_790_000_000_000 + (count += 1));

export function inChat(desk: TeamsDesk, person: Person, fields: Fields = {}): Fields & { id: string } {
  return {
    type: 'message',
    id: nextId(),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: `${desk.cloud.url}/teams/`,
    from: { id: person.teamsId, name: person.name, aadObjectId: person.id },
    recipient: { id: SANDBOX.bot.id, name: SANDBOX.bot.name },
    conversation: { id: person.chatId, conversationType: 'personal', tenantId: SANDBOX.tenantId },
    channelData: { tenant: { id: SANDBOX.tenantId } },
    locale: 'en-US',
    ...fields,
  };
}

/** A reply of an agent under a card. */
export function inThread(desk: TeamsDesk, rootId: string, fields: Fields = {}): Fields & { id: string } {
  return inChat(desk, adele, {
    conversation: {
      id: `${channel.id};messageid=${rootId}`,
      conversationType: 'channel',
      isGroup: true,
      tenantId: SANDBOX.tenantId,
    },
    channelData: { tenant: { id: SANDBOX.tenantId }, team: { id: SANDBOX.team.id }, channel: { id: channel.id } },
    ...fields,
  });
}

export function pressed(desk: TeamsDesk, person: Person, action: Fields, fields: Fields = {}): Fields & { id: string } {
  return inChat(desk, person, {
    type: 'invoke',
    id: `f:${randomUUID()}`,
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
    ...fields,
  });
}

export const html = (content: string): Fields => ({ contentType: 'text/html', contentUrl: null, content });
