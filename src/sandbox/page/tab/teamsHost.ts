/** The parent's side of the protocol @microsoft/teams-js 2 speaks by postMessage: what Teams does around a tab. */

export interface TeamsHost {
  /** The window the tab runs in, as it is now. */
  tabWindow(): Window | null;
  /** The only origin that is listened to and written to. */
  tabOrigin: string;
  /** teams-js' flat context. */
  context(): Record<string, unknown>;
  token(): Promise<string>;
  /** Follows a link for the tab; false when it leads nowhere. */
  openLink(url: string): boolean;
  /** How far the tab has got, in its own words. */
  reported(report: TabReport): void;
}

export type TabReport = { state: 'started' } | { state: 'ready' } | { state: 'failed'; reason: string };

interface Request {
  id: number;
  uuidAsString?: string;
  func: string;
  args?: unknown[];
}

const RUNTIME = JSON.stringify({
  apiVersion: 4,
  isLegacyTeams: false,
  supports: {
    pages: { config: {}, backStack: {}, tabs: {}, currentApp: {} },
    dialog: { url: {} },
    chat: {},
    stageView: {},
  },
});
const SDK_VERSION = '2.0.1';

/** Starts answering the tab; `themeChanged` tells it, `stop` ends the conversation. */
export function playTeamsHost(host: TeamsHost): { themeChanged(theme: string): void; stop(): void } {
  const post = (message: unknown) => host.tabWindow()?.postMessage(message, host.tabOrigin);

  async function receive(event: MessageEvent<unknown>): Promise<void> {
    if (event.source === null || event.source !== host.tabWindow() || event.origin !== host.tabOrigin) return;
    if (!isRequest(event.data)) return;
    const { id, uuidAsString, func, args = [] } = event.data;
    const answer = await answerTo(host, func, args);
    if (answer) post({ id, uuidAsString, args: answer });
  }
  const listen = (event: MessageEvent<unknown>) => void receive(event);

  window.addEventListener('message', listen);
  return {
    themeChanged: (theme) => post({ func: 'themeChange', args: [theme] }),
    stop: () => window.removeEventListener('message', listen),
  };
}

/** The answer's arguments; null for what teams-js sends without waiting. */
async function answerTo(host: TeamsHost, func: string, args: unknown[]): Promise<unknown[] | null> {
  switch (func) {
    case 'initialize':
      host.reported({ state: 'started' });
      return ['content', 'web', RUNTIME, SDK_VERSION];
    case 'getContext':
      return [host.context()];
    case 'authentication.getAuthToken':
      return host.token().then(
        (token) => [true, token],
        (error: unknown) => [false, error instanceof Error ? error.message : 'No token.'],
      );
    case 'executeDeepLink':
    case 'app.openLink':
      return host.openLink(String(args[0])) ? [true] : [false, 'The sandbox cannot follow this link.'];
    case 'appInitialization.appLoaded':
    case 'appInitialization.success':
      host.reported({ state: 'ready' });
      return null;
    case 'appInitialization.failure':
    case 'appInitialization.expectedFailure':
      host.reported({ state: 'failed', reason: [args[0], args[1]].filter(Boolean).join(': ') });
      return null;
    case 'registerHandler':
    case 'shareDeepLink':
    case 'setFrameContext':
      return null;
    default:
      // Teams answers everything; a silent host would leave the tab waiting for ever.
      return [false, `The sandbox does not play '${func}'.`];
  }
}

function isRequest(data: unknown): data is Request {
  const request = data as Partial<Request> | null;
  return (
    typeof request === 'object' &&
    request !== null &&
    typeof request.id === 'number' &&
    typeof request.func === 'string'
  );
}
