/** Where "Open chat" leads: the desk's own tab in Teams, opened on one escalation. Pure. */

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
  const encode = encodeURIComponent;
  const base = `${place.clientUrl}/l/entity/${encode(place.teamsAppId)}/${TAB_ENTITY}`;
  const needed = `context=${encode(JSON.stringify({ subEntityId: escalation.id }))}&tenantId=${encode(place.tenantId)}`;
  const full = `${base}?webUrl=${encode(place.webUrl)}&label=${encode(`#${escalation.number}`)}&${needed}`;
  return full.length < MOST ? full : `${base}?${needed}`;
}
