/**
 * What Teams sends, read into the few fields the desk uses. Who, where, which bot and the words are read strictly;
 * everything else leniently: a broken optional field loses no message. Pure.
 */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { visibleName } from '../../base/names';
import type { Asked } from '../../arrival/answers';
import type { Whereabouts } from '../../escalation/places';
import type { TeamsAddress } from '../../domain/message';
import { listOf, maybe } from './lenient';

/** Ids are keys of the database's indexes, which take no long ones. */
const id = z.string().min(1).max(500);
const text = z.string().max(2_000);
const name = z
  .string()
  .nullish()
  .catch(null)
  .transform((said) => visibleName(said));
const account = z.object({ id, name, aadObjectId: maybe(id), tenantId: maybe(id), role: maybe(text) });

export const TeamsAttachment = z.object({
  contentType: text.catch(''),
  contentUrl: maybe(z.string()),
  content: z.unknown().optional(),
  name: maybe(z.string()),
});
export type TeamsAttachment = z.infer<typeof TeamsAttachment>;

const Entity = z.looseObject({
  type: text,
  text: maybe(text),
  mentioned: maybe(z.object({ id, name })),
  quotedReply: maybe(z.object({ messageId: maybe(id), senderName: name, preview: maybe(z.string()) })),
});

const MOST_ENTITIES = 200;
/** One more than is carried, so that it is known when there are more. */
const MOST_ATTACHMENTS = 1_000;
const MOST_MEMBERS = 1_000;

export const Incoming = z.object({
  type: text,
  id: maybe(id),
  timestamp: maybe(text),
  channelId: text,
  serviceUrl: z.url().max(2_000),
  from: maybe(account),
  recipient: z.object({ id, name }),
  conversation: z.object({
    id,
    tenantId: maybe(id),
    conversationType: maybe(text),
    isGroup: maybe(z.boolean()),
  }),
  text: z.unknown().optional().transform(wordsOf),
  locale: maybe(z.string().regex(/^[A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8}){0,8}$/)),
  name: maybe(text),
  action: maybe(text),
  replyToId: maybe(id),
  value: z.unknown().optional(),
  attachments: listOf(TeamsAttachment, MOST_ATTACHMENTS),
  entities: listOf(Entity, MOST_ENTITIES),
  membersAdded: listOf(account, MOST_MEMBERS),
  membersRemoved: listOf(account, MOST_MEMBERS),
  reactionsAdded: listOf(z.object({ type: z.string().min(1).max(100) }), 20),
  reactionsRemoved: listOf(z.object({ type: z.string().min(1).max(100) }), 20),
  channelData: z
    .object({
      eventType: maybe(text),
      tenant: maybe(z.object({ id })),
      team: maybe(z.object({ id, name })),
      channel: maybe(z.object({ id, name })),
    })
    .nullish()
    .catch(null),
});
export type Incoming = z.infer<typeof Incoming>;

/** Text is read whatever JSON type it has. */
function wordsOf(said: unknown): string | null {
  if (typeof said === 'string') return said;
  return typeof said === 'number' || typeof said === 'boolean' ? String(said) : null;
}

/** An activity somebody caused, its tenant and its bot checked. */
export type Activity = Incoming & {
  from: NonNullable<Incoming['from']>;
  tenantId: string;
  botAppId: string;
  /** Of a bot that a connection brought, the connection's name; null: the desk's own bot. */
  botName: string | null;
};

export const IN_TEAM = /@thread\./;
/** The invoke by which Teams brings the token of a link to a chat. */
export const HANDOFF_LINK = 'handoff/action';

/** Emulators leave the kind of a conversation out: what is no team's, and no group's, is a person's. */
export function isPersonal({ conversation, channelData }: Incoming): boolean {
  const { conversationType, id: at, isGroup } = conversation;
  if (conversationType) return conversationType === 'personal';
  return isGroup !== true && !channelData?.team && !IN_TEAM.test(at);
}

/** Every tenant an activity speaks of; all of them must be allowed. */
export function tenantsOf(activity: Incoming): string[] {
  const named = [activity.channelData?.tenant?.id, activity.conversation.tenantId, activity.from?.tenantId];
  return [...new Set(named.flatMap((tenant) => tenant ?? []))];
}

/** Where the person's chat with the bot is; only meaningful in a personal chat. */
export function addressOf(activity: Activity): TeamsAddress {
  return {
    channel: 'teams',
    serviceUrl: activity.serviceUrl,
    tenantId: activity.tenantId,
    conversationId: activity.conversation.id,
    botId: activity.recipient.id,
    botName: activity.recipient.name,
    userId: activity.from.id,
  };
}

/** The channel and, when the words hang under a message, that thread's root. */
export function placeInChannel(activity: Incoming): { channelId: string; rootId: string | null } {
  const [channelId = '', rootId] = activity.conversation.id.split(';messageid=');
  return { channelId: activity.channelData?.channel?.id ?? channelId, rootId: rootId ?? null };
}

const LONGEST_KEY = 400;

/** The same arrival has the same key; edits and deletions reuse the message's id, so more than that is in it. */
export function arrivalKey(activity: Activity): string {
  const { tenantId, conversation, type, channelData, timestamp } = activity;
  const named = activity.id ?? `${activity.from.id} ${digest(activity.text ?? '')}`;
  const key = [tenantId, conversation.id, named, type, channelData?.eventType ?? '', timestamp ?? ''].join(' ');
  return key.length > LONGEST_KEY ? digest(key) : key;
}

/** What an activity says of where its chat or channel is served. */
export function whereaboutsOf(activity: Activity): Whereabouts {
  const { tenantId, serviceUrl, recipient, conversation, channelData, type } = activity;
  return {
    tenantId,
    serviceUrl,
    botId: recipient.id,
    place: isPersonal(activity)
      ? { chatId: conversation.id }
      : { channelId: placeInChannel(activity).channelId, teamId: channelData?.team?.id ?? null },
    isUsed: type === 'message' || type === 'invoke',
    person: personIn(activity),
  };
}

/** Whoever writes, presses or adds the app is in the chat; whoever is only said to have been added may not be. */
function personIn(activity: Activity): Whereabouts['person'] {
  const { type, name, action, from, recipient } = activity;
  const arrives = (type === 'installationUpdate' && action === 'add') || name === HANDOFF_LINK;
  if (!isPersonal(activity) || !from.aadObjectId || !(arrives || type === 'message' || type === 'invoke')) return null;
  return { id: from.aadObjectId, arrives, teamsId: from.id, botName: recipient.name };
}

/** Where and to what the nth answer to an activity goes. */
export function askedBy(activity: Activity, n: number): Asked {
  const { tenantId, botAppId, serviceUrl, conversation, recipient } = activity;
  return {
    key: `${arrivalKey(activity)} ${n}`,
    tenantId,
    botAppId,
    place: { serviceUrl, conversationId: conversation.id, botId: recipient.id },
    channelId: isPersonal(activity) ? null : placeInChannel(activity).channelId,
  };
}

/** Without an id and a time one arrival cannot be told from the next, so none is taken for another. */
export function withKey(activity: Incoming): Incoming {
  return !activity.id && !activity.timestamp ? { ...activity, id: `none:${randomUUID()}` } : activity;
}

const digest = (words: string) => createHash('sha256').update(words).digest('base64url');

const EARLIEST = Date.UTC(2000, 0);

export function sentAt(activity: Incoming, now: Date): Date {
  const at = new Date(activity.timestamp ?? '');
  return at.getTime() >= EARLIEST && at <= now ? at : now;
}

export function isMentioned(activity: Incoming): boolean {
  return activity.entities.some((e) => e.type === 'mention' && e.mentioned?.id === activity.recipient.id);
}

/** A bot speaks, or Teams itself: whatever it is, no person did it. */
export function isPersons({ from, channelData }: Activity): boolean {
  const isBot = from.role === 'bot' || from.role === 'skill' || from.id.startsWith('28:');
  return !isBot && !/system/i.test(channelData?.eventType ?? '');
}
