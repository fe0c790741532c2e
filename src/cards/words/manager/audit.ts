/** What the audit trail says of a change: one plain sentence, never a secret. Pure. */
import type { ConnectionChange } from '../../../contract/connections';

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

/** A sentence for everything that changed. */
export function changeWords(
  row: Named & { queue_id: string | null },
  change: ConnectionChange,
  queueName: string | null,
): string[] {
  const { name } = row;
  const said: string[] = [];
  if (change.name !== undefined && change.name !== name) said.push(`Renamed ${name} to ${change.name}.`);
  if (change.queueId !== undefined && change.queueId !== row.queue_id) {
    said.push(`Pointed ${name} to ${queueName ?? 'the default queue'}.`);
  }
  const { directLine: d, bot, callbackUrl } = change;
  if (d?.tokenEndpoint) said.push(`Gave ${name} the token endpoint of ${new URL(d.tokenEndpoint).host}.`);
  if (d?.secret) said.push(`Gave ${name} a new Direct Line secret.`);
  if (d?.domain !== undefined) {
    said.push(
      d.domain ? `Set the Direct Line address of ${name} to ${d.domain}.` : `${name} finds its own region again.`,
    );
  }
  if (bot !== undefined) {
    said.push(bot ? `Let ${name} speak through the Teams bot ${bot.appId}.` : `${name} speaks through the desk’s bot.`);
  }
  if (callbackUrl !== undefined) {
    said.push(
      callbackUrl
        ? `Set the callback of ${name} to ${new URL(callbackUrl).host}.`
        : `Took the callback of ${name} away.`,
    );
  }
  return said;
}

/** @param graceHours how long the one before is good; null: it is not */
export const newSecretWords = (name: string, graceHours: number | null): string =>
  `Gave ${name} a new secret${graceHours === null ? '' : `; the one before is good for another ${graceHours} h`}.`;
export const testFailedWords = (name: string, step: string): string => `Tested ${name}: it failed at “${step}”.`;
export const testPassedWords = (name: string): string => `Tested ${name}: it passed.`;
export const openedTestWords = (summary: string, number: number): string =>
  `${summary} It opened #${number} as a test.`;
