/** What Teams sends, read into the few fields the desk uses. Pure. */
import { z } from 'zod';
import type { TeamsAddress } from '../../domain/message';

const text = z.string().max(2_000);
const account = z.looseObject({
  id: text,
  name: text.nullish(),
  aadObjectId: text.nullish(),
});
export const TeamsAttachment = z.looseObject({
  contentType: text,
  contentUrl: z.string().nullish(),
  content: z.unknown().optional(),
  name: z.string().nullish(),
});
export type TeamsAttachment = z.infer<typeof TeamsAttachment>;

export const Incoming = z.looseObject({
  type: text,
  id: text.nullish(),
  timestamp: text.nullish(),
  channelId: text,
  serviceUrl: z.url(),
  from: account.nullish(),
  recipient: account,
  conversation: z.looseObject({ id: text, tenantId: text.nullish(), conversationType: text.nullish() }),
  text: z.string().nullish(),
  locale: text.nullish(),
  name: text.nullish(),
  action: text.nullish(),
  replyToId: text.nullish(),
  value: z.unknown().optional(),
  attachments: z.array(TeamsAttachment).max(100).nullish(),
  entities: z
    .array(z.looseObject({ type: z.string(), mentioned: z.looseObject({ id: z.string().nullish() }).nullish() }))
    .nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  channelData: z
    .looseObject({
      eventType: text.nullish(),
      tenant: z.looseObject({ id: text }).nullish(),
      team: z.looseObject({ id: text, name: text.nullish() }).nullish(),
      channel: z.looseObject({ id: text, name: text.nullish() }).nullish(),
    })
    .nullish(),
});
export type Incoming = z.infer<typeof Incoming>;

/** An activity somebody caused, its tenant and its bot checked. */
export type Activity = Incoming & {
  from: NonNullable<Incoming['from']>;
  tenantId: string;
  botAppId: string;
  /** Of a bot that a connection brought, the connection's name; null: the desk's own bot. */
  botName: string | null;
};

export function isPersonal({ conversation }: Incoming): boolean {
  return (conversation.conversationType ?? (conversation.id.startsWith('a:') ? 'personal' : '')) === 'personal';
}

/** Every tenant an activity speaks of; all of them must be allowed. */
export function tenantsOf(activity: Incoming): string[] {
  const named = [activity.channelData?.tenant?.id, activity.conversation.tenantId, activity.from?.tenantId];
  return [...new Set(named.flatMap((id) => (typeof id === 'string' && id !== '' ? [id] : [])))];
}

/** Where the person's chat with the bot is; only meaningful in a personal chat. */
export function addressOf(activity: Activity): TeamsAddress {
  return {
    channel: 'teams',
    serviceUrl: activity.serviceUrl,
    tenantId: activity.tenantId,
    conversationId: activity.conversation.id,
    botId: activity.recipient.id,
    botName: activity.recipient.name ?? null,
    userId: activity.from.id,
  };
}

/** The channel and, when the words hang under a message, that thread's root. */
export function placeInChannel(activity: Incoming): { channelId: string; rootId: string | null } {
  const [channelId = '', rootId] = activity.conversation.id.split(';messageid=');
  return { channelId: activity.channelData?.channel?.id ?? channelId, rootId: rootId ?? null };
}

/** The same arrival has the same key; edits and deletions reuse the message's id, so more than that is in it. */
export function arrivalKey(activity: Activity): string {
  const { tenantId, conversation, id, type, channelData, timestamp } = activity;
  return [tenantId, conversation.id, id ?? '', type, channelData?.eventType ?? '', timestamp ?? ''].join(' ');
}

export function sentAt(activity: Incoming, now: Date): Date {
  const at = new Date(activity.timestamp ?? '');
  return Number.isNaN(at.getTime()) || at > now ? now : at;
}

export function isMentioned(activity: Incoming): boolean {
  return (activity.entities ?? []).some((e) => e.type === 'mention' && e.mentioned?.id === activity.recipient.id);
}

/** A press on a button of ours, by Action.Execute or by its Action.Submit fallback. */
export interface Press {
  verb: string;
  escalationId: string | null;
  /** What was chosen and written on the card before a transfer. */
  queueId: string | null;
  note: string | null;
}
const executed = z.looseObject({
  action: z.looseObject({ type: z.literal('Action.Execute'), verb: text, data: z.unknown().optional() }),
});
const pressed = z.looseObject({
  escalationId: z.uuid().nullish().catch(null),
  queueId: z.uuid().nullish().catch(null),
  note: z.string().max(2_000).nullish().catch(null),
});
const submitted = pressed.extend({ verb: text });

export function pressOf(activity: Incoming): Press | null {
  if (activity.type === 'invoke') {
    const action = executed.safeParse(activity.value).data?.action;
    if (!action || activity.name !== 'adaptiveCard/action') return null;
    return pressWith(action.verb, pressed.safeParse(action.data).data);
  }
  const data = activity.text ? undefined : submitted.safeParse(activity.value).data;
  return data ? pressWith(data.verb, data) : null;
}

function pressWith(verb: string, data: z.output<typeof pressed> | undefined): Press {
  const { escalationId = null, queueId = null, note = null } = data ?? {};
  return { verb, escalationId, queueId, note };
}
