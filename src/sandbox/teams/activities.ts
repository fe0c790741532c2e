/** The activities Teams sends to a bot, in its shapes. Pure: ids and times are given. */
import { randomUUID } from 'node:crypto';
import type { SandboxPerson } from '../state/contract';
import { chatWith, DESK_BOT } from '../state/bots';
import type { Place } from '../state/state';
import { SANDBOX } from '../../config/world';

export interface Activity {
  type: string;
  id: string;
  conversation: { id: string; [field: string]: unknown };
  recipient: { id: string; name: string };
  [field: string]: unknown;
}

/** Who does it, where, and when. */
export interface Occasion {
  serviceUrl: string;
  person: SandboxPerson;
  place: Place;
  now: Date;
}

const { tenantId, bot, team } = SANDBOX;
const locale = 'en-US';

function envelope(options: Occasion, type: string, id: string): Activity {
  const { person, place } = options;
  return {
    type,
    id,
    timestamp: options.now.toISOString(),
    localTimestamp: options.now.toISOString(),
    localTimezone: 'Etc/UTC',
    serviceUrl: options.serviceUrl,
    channelId: 'msteams',
    from: { id: idOf(options), name: person.name, aadObjectId: person.id },
    conversation: conversationOf(place),
    recipient: botOf(place),
    locale,
    entities: [{ type: 'clientInfo', locale, country: 'US', platform: 'Web', timezone: 'Etc/UTC' }],
    channelData: channelData(place),
  };
}

function botOf(place: Place): { id: string; name: string } {
  const { id, name } = place.kind === 'personal' ? place.bot : DESK_BOT;
  return { id, name };
}

/** The person, as this bot knows them. */
function idOf({ person, place }: Occasion): string {
  return place.kind === 'personal' ? chatWith(person, place.bot).teamsId : person.teamsId;
}

function conversationOf(place: Place): Activity['conversation'] {
  if (place.kind === 'personal') return { conversationType: 'personal', tenantId, id: place.id };
  const id = place.threadId ? `${place.id};messageid=${place.threadId}` : place.id;
  return { isGroup: true, conversationType: 'channel', tenantId, id };
}

function channelData(place: Place): object {
  if (place.kind === 'personal') return { tenant: { id: tenantId } };
  return {
    teamsChannelId: place.id,
    teamsTeamId: team.id,
    channel: { id: place.id },
    team: { id: team.id },
    tenant: { id: tenantId },
  };
}

export interface Said {
  id: string;
  text: string;
  mention: boolean;
  attachments: object[];
}

/** How a mention of the bot stands in the text of a message. */
export const withMention = (text: string): string => `<at>${bot.name}</at> ${text}`;

/** A message in Teams' two versions: plain, and as HTML beside it. */
export function messageActivity(options: Occasion, said: Said): Activity {
  const base = envelope(options, 'message', said.id);
  const mark = `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">${escaped(bot.name)}</span>&nbsp;`;
  const html = { contentType: 'text/html', content: `<p>${said.mention ? mark : ''}${escaped(said.text)}</p>` };
  const mention = { type: 'mention', text: `<at>${bot.name}</at>`, mentioned: botOf(options.place) };
  return {
    ...base,
    text: said.mention ? withMention(said.text) : said.text,
    textFormat: 'plain',
    attachments: said.text === '' ? said.attachments : [...said.attachments, html],
    entities: [...(base.entities as object[]), ...(said.mention ? [mention] : [])],
  };
}

export function editActivity(options: Occasion, said: Said): Activity {
  const activity = { ...messageActivity(options, said), type: 'messageUpdate' };
  return { ...activity, channelData: { ...channelData(options.place), eventType: 'editMessage' } };
}

export function deleteActivity(options: Occasion, id: string): Activity {
  return {
    ...envelope(options, 'messageDelete', id),
    channelData: { ...channelData(options.place), eventType: 'softDeleteMessage' },
  };
}

/** A voice note: bots learn by a mark in the HTML that there was one, and nothing else. */
export function voiceActivity(options: Occasion, id: string): Activity {
  const itemid = randomUUID().replaceAll('-', '');
  const mark = `<span itemid="${itemid}" itemscope="" itemtype="http://schema.skype.com/InputExtension"></span>`;
  return {
    ...envelope(options, 'message', id),
    text: null,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', contentUrl: null, content: `<div>${mark}</div>` }],
  };
}

/** A sign put under a bot's message, or taken back. */
export function reactionActivity(options: Occasion, id: string, { type, on }: { type: string; on: boolean }): Activity {
  return {
    ...envelope(options, 'messageReaction', id),
    replyToId: id,
    [on ? 'reactionsAdded' : 'reactionsRemoved']: [{ type }],
  };
}

/** What a person chose in a card with Action.Submit, or sent as a bare value. */
export function valueActivity(options: Occasion, id: string, value: unknown, cardId: string | null): Activity {
  const activity = { ...envelope(options, 'message', id), value };
  return cardId === null ? activity : { ...activity, replyToId: cardId };
}

export interface Press {
  cardId: string;
  verb: string;
  data: unknown;
  trigger: 'manual' | 'automatic';
}

export function invokeActivity(options: Occasion, press: Press): Activity {
  const action = { type: 'Action.Execute', title: press.verb, id: press.verb, verb: press.verb, data: press.data };
  return {
    ...envelope(options, 'invoke', `f:${randomUUID()}`),
    name: 'adaptiveCard/action',
    replyToId: press.cardId,
    value: { action, trigger: press.trigger },
    channelData: { ...channelData(options.place), source: { name: 'message' } },
  };
}

/** Somebody followed a link to their chat with the bot that carries a token: Teams brings it, and nothing else happens. */
export function handoffActivity(options: Occasion, continuation: string): Activity {
  return {
    ...envelope(options, 'invoke', `f:${randomUUID()}`),
    name: 'handoff/action',
    value: { continuation },
    channelData: { ...channelData(options.place), source: { name: 'message' } },
  };
}

/** A press on Teams' own card that asks whether somebody wants a file. */
export function consentActivity(
  options: Occasion,
  pressed: { cardId: string; action: 'accept' | 'decline'; context: unknown; uploadInfo: object | null },
): Activity {
  const { action, context, uploadInfo } = pressed;
  return {
    ...envelope(options, 'invoke', `f:${randomUUID()}`),
    name: 'fileConsent/invoke',
    replyToId: pressed.cardId,
    value: { type: 'fileUpload', action, context, ...(uploadInfo && { uploadInfo }) },
  };
}

/** The app was added to, or removed from, a chat or the team: Teams says so twice. */
export function installActivities(options: Occasion, action: 'add' | 'remove'): Activity[] {
  const inTeam = options.place.kind === 'channel';
  const teamData = { team: { id: team.id, aadGroupId: team.aadGroupId, name: team.name }, tenant: { id: tenantId } };
  const settings = { settings: { selectedChannel: { id: options.place.id } } };
  const [change, eventType] =
    action === 'add' ? ['membersAdded', 'teamMemberAdded'] : ['membersRemoved', 'teamMemberRemoved'];
  // Only the ids: Teams does not name people in these.
  const from = { id: idOf(options), aadObjectId: options.person.id };
  const installation: Activity = {
    ...envelope(options, 'installationUpdate', `f:${randomUUID()}`),
    from,
    action,
    channelData: {
      ...(inTeam ? { ...teamData, ...settings } : channelData(options.place)),
      source: { name: 'message' },
    },
  };
  const conversation: Activity = {
    ...envelope(options, 'conversationUpdate', `f:${randomUUID()}`),
    from,
    [change]: [{ id: botOf(options.place).id }],
    channelData: inTeam ? { ...teamData, eventType } : channelData(options.place),
  };
  return [installation, conversation];
}

/** People joined the team. */
export function joinActivity(options: Occasion, joined: SandboxPerson[]): Activity {
  return {
    ...envelope(options, 'conversationUpdate', `f:${randomUUID()}`),
    membersAdded: joined.map((person) => ({ id: person.teamsId, aadObjectId: person.id })),
    channelData: {
      team: { id: team.id, aadGroupId: team.aadGroupId, name: team.name },
      eventType: 'teamMemberAdded',
      tenant: { id: tenantId },
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');
}
