/** What the audit trail says of a change: one plain sentence, never a secret. Pure. */
import type { ConnectionChange } from '../contract/connections';
import type { ConnectionRow } from '../store/connections';
import type { ConnectionVerb } from './states';

type Named = Pick<ConnectionRow, 'name'>;

export const ADDED = (row: Pick<ConnectionRow, 'name' | 'app_id'>) =>
  `Added ${row.name} with the app ID ${row.app_id}.`;

export const INSISTED = ({ name }: Named) => `Let ${name} go live although it has not passed a test.`;

export const VERB_WORDS: Record<ConnectionVerb, (row: Named) => string> = {
  live: ({ name }) => `Let ${name} go live.`,
  pause: ({ name }) => `Paused ${name}.`,
  drain: ({ name }) => `Began to drain ${name}: open escalations finish, new ones are declined.`,
  remove: ({ name }) => `Removed ${name}. Its history stays; its secrets are gone.`,
};

/** A sentence for everything that changed. */
export function changeWords(
  row: Pick<ConnectionRow, 'name' | 'queue_id'>,
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
