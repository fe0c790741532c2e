/** Where "Open chat" leads: the desk's own tab in Teams, opened on one escalation, or on a view of the history. Pure. */
import type { ViewShows } from '../contract/api';

export interface TabPlace {
  /** Teams' own client, or in the sandbox the page that plays it. */
  clientUrl: string;
  teamsAppId: string;
  tenantId: string;
  /** The tab in a browser, for people whose client cannot open it in Teams. */
  webUrl: string;
}

export const TEAMS_CLIENT = 'https://teams.microsoft.com';
/** `entityId` of the personal tab in the manifest. */
export const TAB_ENTITY = 'work';
/** Teams drops what is longer. */
const MOST = 1_900;

export function deepLink(place: TabPlace, escalation: { id: string; number: number }): string {
  return linkTo(place, escalation.id, `#${escalation.number}`);
}

/** @param token what Teams brings the bot when the link is followed */
export function chatLink(clientUrl: string, botAppId: string, token: string | null): string {
  const to = `${clientUrl}/l/chat/0/0?users=28:${botAppId}`;
  return token === null ? to : `${to}&continuation=${encodeURIComponent(token)}`;
}

/** Where somebody adds the app, and opens its chat. */
export const appLink = (clientUrl: string, teamsAppId: string): string =>
  `${clientUrl}/l/app/${encodeURIComponent(teamsAppId)}`;

/** Before what a view shows, as JSON, where an escalation's id would stand. */
const HISTORY = 'history:';

/** @param shows with the chat that is open over it; null: it is more than a link can carry */
export function historyLink(place: TabPlace, shows: ViewShows & { open?: string }, label: string): string | null {
  const link = linkTo(place, HISTORY + JSON.stringify(shows), label);
  return link.length < MOST ? link : null;
}

/** Before the ids of the queues a big screen shows. */
const WALL = 'wall:';

/** @param queueIds none: all of them */
export const wallLink = (place: TabPlace, queueIds: readonly string[], label: string): string =>
  linkTo(place, WALL + queueIds.join(','), label);

function linkTo(place: TabPlace, subEntityId: string, label: string): string {
  const encode = encodeURIComponent;
  const base = `${place.clientUrl}/l/entity/${encode(place.teamsAppId)}/${TAB_ENTITY}`;
  const needed = `context=${encode(JSON.stringify({ subEntityId }))}&tenantId=${encode(place.tenantId)}`;
  const full = `${base}?webUrl=${encode(place.webUrl)}&label=${encode(label)}&${needed}`;
  return full.length < MOST ? full : `${base}?${needed}`;
}
