/** What the bot may do in conversations: write, change, delete, begin. Each function is one connector operation. */
import { z } from 'zod';
import { isTooBig, teamsError, type Answer } from './answers';
import { DESK_BOT, type SandboxBot } from '../state/bots';
import type { Place, State, StoredMessage } from '../state/state';
import { SANDBOX } from '../../config/world';

const attachment = z.looseObject({ contentType: z.string() });
/** What Teams shows of what bots attach; it refuses everything else. */
const ATTACHABLE =
  /^(image\/(png|jpe?g|gif|\*)|application\/vnd\.microsoft\.(card\.(adaptive|hero|thumbnail|receipt|signin|oauth)|teams\.card\.[\w.]+))$/;
const activitySchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).nullish().catch(null),
  attachments: z.array(attachment).max(50).nullish(),
  attachmentLayout: z.string().nullish().catch(null),
  entities: z
    .array(z.looseObject({ type: z.string() }))
    .max(250)
    .nullish(),
  suggestedActions: z
    .looseObject({
      actions: z.array(z.looseObject({ title: z.string().nullish(), value: z.unknown().optional() })).max(50),
    })
    .nullish(),
});
type OutgoingActivity = z.infer<typeof activitySchema>;

const creation = z.looseObject({
  isGroup: z.boolean().nullish(),
  tenantId: z.string().nullish(),
  members: z
    // Whoever is known by their Entra id only has it as `id`; in a field of its own Teams answers 400.
    .array(z.looseObject({ id: z.string(), aadObjectId: z.undefined().optional() }))
    .max(1_000)
    .nullish(),
  channelData: z
    .looseObject({
      channel: z.looseObject({ id: z.string() }).nullish(),
      tenant: z.looseObject({ id: z.string() }).nullish(),
    })
    .nullish(),
  activity: z.unknown().optional(),
});

const invalid = teamsError(400, 'BadSyntax');

/** Why the bot may not write here; null when it may. */
function refusal(state: State, place: Place, caller: SandboxBot): Answer | null {
  const isOwn = caller.appId === (place.kind === 'personal' ? place.bot : DESK_BOT).appId;
  if (!isOwn) return teamsError(403, 'BotNotInConversationRoster');
  if (place.kind === 'channel') return null;
  if (state.removed.has(place.person.id)) return teamsError(403, 'BotNotInConversationRoster');
  // Until it is created again.
  if (state.forgotten.has(place.id)) return teamsError(404, 'ConversationNotFound');
  return state.blocked.has(place.person.id) ? teamsError(403, 'MessageWritesBlocked') : null;
}

export function send(
  state: State,
  caller: SandboxBot,
  place: Place | null,
  replyTo: string | null,
  body: unknown,
): Answer {
  if (!place) return teamsError(404, 'ConversationNotFound');
  const refused = refusal(state, place, caller);
  if (refused) return refused;
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return invalid;
  const activity = parsed.data;
  if (activity.type === 'typing') {
    state.changed({ kind: 'typing', conversationId: place.id, from: caller.id });
    return { status: 201, body: { id: state.nextId() }, accepted: true, messageId: null };
  }
  if (activity.type !== 'message') return teamsError(400, 'BadSyntax', 'Unknown activity type');
  if (isTooBig(activity)) return teamsError(413, 'MessageSizeTooBig');
  if (hasUnknownAttachment(activity)) return teamsError(400, 'BadSyntax', 'Unknown attachment type');
  const threadId = place.kind === 'channel' ? threadOf(state, place, replyTo) : null;
  if (threadId === undefined) return teamsError(404, 'ConversationNotFound');
  const { text, attachments } = activity;
  if (text && attachments?.length) {
    // Teams splits such an activity in two and names neither.
    const { id } = write(state, caller, place, threadId, { ...activity, attachments: null });
    write(state, caller, place, threadId, { ...activity, text: null });
    return { status: 201, body: {}, accepted: true, messageId: id };
  }
  const { id } = write(state, caller, place, threadId, activity);
  return { status: 201, body: { id }, accepted: true, messageId: id };
}

function hasUnknownAttachment({ attachments }: OutgoingActivity): boolean {
  return (attachments ?? []).some(({ contentType }) => !ATTACHABLE.test(contentType));
}

/** The root a channel message hangs under; null begins a thread, undefined means there is no such thread. */
function threadOf(state: State, place: Place, replyTo: string | null): string | null | undefined {
  const wanted = place.threadId ?? replyTo;
  if (wanted === null) return null;
  const root = state.message(place.id, wanted);
  return root ? (root.threadId ?? root.id) : undefined;
}

export function create(state: State, caller: SandboxBot, body: unknown): Answer & { place?: Place } {
  const parsed = creation.safeParse(body);
  if (!parsed.success) return invalid;
  const { members, channelData, activity } = parsed.data;
  const tenantId = channelData?.tenant?.id ?? parsed.data.tenantId ?? SANDBOX.tenantId;
  if (tenantId !== SANDBOX.tenantId) return teamsError(403, 'BotNotInConversationRoster');
  if (channelData?.channel) {
    const place = state.place(channelData.channel.id);
    if (place?.kind !== 'channel') return teamsError(404, 'ConversationNotFound');
    if (!activity) return teamsError(400, 'BadSyntax', 'Activity is required to begin a thread');
    return begun(place, send(state, caller, place, null, activity), (id) => `${place.id};messageid=${id}`);
  }
  const person = members?.length === 1 && members[0] ? state.person(members[0].id) : null;
  if (!person) return teamsError(400, 'BadArgument', 'Name the channel, or exactly one member of the tenant');
  const place = state.chat(person, caller);
  if (state.removed.has(person.id)) return teamsError(403, 'BotNotInConversationRoster');
  state.remember(place.id);
  if (activity) return begun(place, send(state, caller, place, null, activity), () => place.id);
  return { status: 201, body: { id: place.id }, accepted: true, messageId: null };
}

function begun(place: Place, sent: Answer, conversationId: (messageId: string) => string): Answer {
  if (!sent.accepted) return sent;
  const id = sent.messageId ?? '';
  return { ...sent, body: { id: conversationId(id), activityId: id } };
}

export function update(state: State, caller: SandboxBot, place: Place | null, id: string, body: unknown): Answer {
  const found = own(state, caller, place, id);
  if ('status' in found) return found;
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return invalid;
  if (isTooBig(parsed.data)) return teamsError(413, 'MessageSizeTooBig');
  state.update(found.message, { ...shown(parsed.data), editedAt: new Date().toISOString() });
  return { status: 200, body: { id }, accepted: true, messageId: id };
}

export function remove(state: State, caller: SandboxBot, place: Place | null, id: string): Answer {
  const found = own(state, caller, place, id);
  if ('status' in found) return found;
  const deletedAt = new Date().toISOString();
  state.update(found.message, { text: '', attachments: [], suggestedActions: [], deletedAt });
  return { status: 200, body: {}, accepted: true, messageId: id };
}

/** A sign under anybody's message; the same one twice is one, and what is deleted takes none. */
export function react(
  state: State,
  caller: SandboxBot,
  place: Place | null,
  id: string,
  { type, isOn }: { type: string; isOn: boolean },
): Answer {
  if (!place) return teamsError(404, 'ConversationNotFound');
  const refused = refusal(state, place, caller);
  if (refused) return refused;
  const message = state.message(place.id, id);
  if (!message || message.deletedAt) return teamsError(404, 'ActivityNotFoundInConversation');
  const others = (message.reactions ?? []).filter((one) => one.type !== type || one.from.id !== caller.id);
  const own = { type, from: { id: caller.id, name: caller.name } };
  state.update(message, { reactions: isOn ? [...others, own] : others });
  return { status: 200, body: {}, accepted: true, messageId: id };
}

/** The bot's own message, which alone it may change. */
function own(state: State, caller: SandboxBot, place: Place | null, id: string): { message: StoredMessage } | Answer {
  if (!place) return teamsError(404, 'ConversationNotFound');
  const refused = refusal(state, place, caller);
  if (refused) return refused;
  const message = state.message(place.id, id);
  if (!message || message.deletedAt) return teamsError(404, 'ActivityNotFoundInConversation');
  return message.from.kind === 'bot' ? { message } : teamsError(403, 'NotEnoughPermissions');
}

function write(
  state: State,
  caller: SandboxBot,
  place: Place,
  threadId: string | null,
  activity: OutgoingActivity,
): StoredMessage {
  const message: StoredMessage = {
    id: state.nextId(),
    conversationId: place.id,
    threadId,
    from: { id: caller.id, name: caller.name, kind: 'bot' },
    ...shown(activity),
    sentAt: new Date().toISOString(),
    editedAt: null,
    deletedAt: null,
    undelivered: null,
    heard: true,
  };
  state.add(message);
  return message;
}

function shown(
  activity: OutgoingActivity,
): Pick<StoredMessage, 'text' | 'textFormat' | 'attachments' | 'carousel' | 'suggestedActions' | 'entities'> {
  return {
    text: activity.text ?? '',
    textFormat: activity.textFormat ?? 'markdown',
    attachments: activity.attachments ?? [],
    ...(activity.attachmentLayout === 'carousel' && { carousel: true }),
    ...(activity.entities && { entities: activity.entities }),
    suggestedActions: (activity.suggestedActions?.actions ?? []).map(({ title, value }) => {
      const sent = typeof value === 'string' ? value : (title ?? '');
      return { title: title ?? sent, value: sent };
    }),
  };
}
