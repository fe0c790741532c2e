import type { SandboxPerson, World } from '../../state/contract';
import type { ThemeName } from '../parts/theme';
import type { TabAddress } from './deepLink';

/** The context Teams hands a personal tab, in teams-js' flat keys. */
export function hostContext(world: World, person: SandboxPerson, address: TabAddress, theme: ThemeName) {
  return {
    theme,
    locale: 'en-us',
    entityId: address.entityId,
    subEntityId: address.subEntityId ?? '',
    frameContext: 'content',
    userObjectId: person.id,
    userPrincipalName: person.upn,
    loginHint: person.upn,
    userDisplayName: person.name,
    tid: world.tenantId,
    appId: world.app.id,
    hostName: 'Teams',
    hostClientType: 'web',
    sessionId: `sandbox-${person.id}`,
    appSessionId: `sandbox-${person.id}`,
    isFullScreen: false,
    isMultiWindow: false,
  };
}

/** The tab's address with Teams' placeholders filled in, on the page's own origin whatever host name it was opened by. */
export function tabUrl(contentUrl: string, context: ReturnType<typeof hostContext>): string {
  const values: Record<string, string | boolean> = context;
  const url = new URL(contentUrl, location.origin);
  const filled = `${url.pathname}${url.search}${url.hash}`.replace(
    /(?:\{|%7B)(?:[a-zA-Z]+\.)*([a-zA-Z]+)(?:\}|%7D)/g,
    (_whole, key: string) => encodeURIComponent(String(values[key] ?? '')),
  );
  return location.origin + filled;
}
