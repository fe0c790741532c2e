/** Teams' own links, read without Teams. Pure. */

export interface TabAddress {
  entityId: string;
  subEntityId: string | null;
}

export type TeamsLink =
  | { kind: 'tab'; appId: string; address: TabAddress }
  /** To a chat with a bot. */
  | { kind: 'chat'; botId: string }
  /** To an app, which Teams then offers to add. */
  | { kind: 'app'; appId: string }
  | { kind: 'other' };

/** In the sandbox this page stands where Teams' client is. */
const OWN_HOSTS = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const TEAMS_HOSTS = /^(teams\.microsoft\.com|teams\.cloud\.microsoft|[a-z0-9-]+\.teams\.microsoft\.us)$/;

/** What a Teams link points at, or null when the link does not lead into Teams. */
export function readTeamsLink(href: string): TeamsLink | null {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  const isOwn = OWN_HOSTS.test(url.hostname) && url.pathname.startsWith('/l/');
  if (!isOwn && (url.protocol !== 'https:' || !TEAMS_HOSTS.test(url.hostname))) return null;
  const [l, kind, appId, entityId] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const users = url.searchParams.get('users') ?? '';
  if (l === 'l' && kind === 'chat' && /^28:[^,]+$/.test(users)) return { kind: 'chat', botId: users };
  if (l === 'l' && kind === 'app' && appId) return { kind: 'app', appId };
  if (l !== 'l' || kind !== 'entity' || !appId || !entityId || entityId === 'conversations') return { kind: 'other' };
  return { kind: 'tab', appId, address: { entityId, subEntityId: subEntityOf(url.searchParams.get('context')) } };
}

function subEntityOf(context: string | null): string | null {
  if (!context) return null;
  try {
    const { subEntityId } = JSON.parse(context) as { subEntityId?: unknown };
    return typeof subEntityId === 'string' && subEntityId !== '' ? subEntityId : null;
  } catch {
    // Teams opens the tab without a sub-entity when the context is not JSON.
    return null;
  }
}
