/** What the audit trail says of a change: one plain sentence, never a secret. Pure. */
import type { AuditChange } from '../../../../contract/audit';
import type { ConnectionChange, ConnectionState } from '../../../../contract/connections';

interface Named {
  name: string;
}

export const ADDED = (row: Named & { app_id: string }) => `Added ${row.name} with the app ID ${row.app_id}.`;

export const INSISTED = ({ name }: Named) => `Let ${name} go live although it has not passed a test.`;

export const VERB_WORDS: Record<'live' | 'pause' | 'drain' | 'remove', (row: Named) => string> = {
  live: ({ name }) => `Let ${name} go live.`,
  pause: ({ name }) => `Paused ${name}.`,
  drain: ({ name }) => `Stopped new requests of ${name}: open chats finish, new ones are declined.`,
  remove: ({ name }) => `Removed ${name}. Its history stays; its secrets are gone.`,
};

type Row = Named & {
  queue_id: string | null;
  token_endpoint: string | null;
  secret: unknown;
  domain: string | null;
  bot_app_id: string | null;
  callback_url: string | null;
  caller_app_id: string | null;
};

interface Told {
  summary: string;
  change: AuditChange;
}

/** A sentence for everything that changed. @param queues their names, before and after */
export function changeWords(
  row: Row,
  change: ConnectionChange,
  queues: { before: string | null; after: string | null },
): Told[] {
  const { name } = row;
  const said: Told[] = [];
  const say = (summary: string, what: string, before: string | null, after: string | null): void =>
    void said.push({ summary, change: { what, before, after } });
  if (change.name !== undefined && change.name !== name) {
    say(`Renamed ${name} to ${change.name}.`, 'Name', name, change.name);
  }
  if (change.queueId !== undefined && change.queueId !== row.queue_id) {
    const to = queues.after ?? DEFAULT_QUEUE;
    say(`Pointed ${name} to ${to}.`, 'Queue', queues.before ?? DEFAULT_QUEUE, to);
  }
  const { directLine: d, bot, callbackUrl, callerAppId } = change;
  const way = row.token_endpoint ? hostOf(row.token_endpoint) : row.secret ? A_SECRET : null;
  if (d?.tokenEndpoint) {
    const host = hostOf(d.tokenEndpoint);
    say(`Gave ${name} the token endpoint of ${host}.`, 'How it is reached', way, host);
  }
  if (d?.secret) {
    say(`Gave ${name} a new Direct Line secret.`, 'How it is reached', way, row.secret ? ANOTHER_SECRET : A_SECRET);
  }
  if (d?.domain !== undefined && d.domain !== row.domain) {
    const words = d.domain
      ? `Set the Direct Line address of ${name} to ${d.domain}.`
      : `${name} finds its own region again.`;
    say(words, 'Direct Line address', row.domain ?? OWN_REGION, d.domain ?? OWN_REGION);
  }
  if (bot !== undefined) {
    const words = bot
      ? `Let ${name} speak through the Teams bot ${bot.appId}.`
      : `${name} speaks through the desk’s bot.`;
    const after = bot ? `${bot.appId}${bot.appId === row.bot_app_id ? ', with other credentials' : ''}` : DESK_BOT;
    say(words, 'Teams bot', row.bot_app_id ?? DESK_BOT, after);
  }
  if (callbackUrl !== undefined) {
    const host = callbackUrl ? hostOf(callbackUrl) : null;
    const words = host ? `Set the callback of ${name} to ${host}.` : `Took the callback of ${name} away.`;
    say(words, 'Callback', row.callback_url && hostOf(row.callback_url), host);
  }
  if (callerAppId !== undefined && callerAppId !== row.caller_app_id) {
    const words = callerAppId
      ? `Let ${name} call as a connected agent with the app ${callerAppId}.`
      : `${name} no longer calls as a connected agent.`;
    say(words, 'Calls with the app', row.caller_app_id, callerAppId);
  }
  return said;
}

/** An address may carry a secret behind its host. */
const hostOf = (address: string): string => new URL(address).host;
const DEFAULT_QUEUE = 'the default queue';
const OWN_REGION = 'its own region';
const DESK_BOT = 'the desk’s bot';
const A_SECRET = 'a Direct Line secret';
const ANOTHER_SECRET = 'another Direct Line secret';

export const stateChange = (before: ConnectionState, after: ConnectionState): AuditChange => ({
  what: 'State',
  before: STATES[before],
  after: STATES[after],
});

const STATES: Record<ConnectionState, string> = {
  draft: 'draft',
  live: 'live',
  paused: 'paused',
  draining: 'takes no new requests',
  removed: 'removed',
};

/** @param graceHours how long the one before is good; null: it is not */
export const newSecretWords = (name: string, graceHours: number | null): string =>
  `Gave ${name} a new secret${graceHours === null ? '' : `; the one before is good for another ${graceHours} h`}.`;
export const testFailedWords = (name: string, step: string): string => `Tested ${name}: it failed at “${step}”.`;
export const testPassedWords = (name: string): string => `Tested ${name}: it passed.`;
export const openedTestWords = (summary: string, number: number): string =>
  `${summary} It opened #${number} as a test.`;
