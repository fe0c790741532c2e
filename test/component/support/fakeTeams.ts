/** Teams around a component's page, as on a phone: the app gives the page an object instead of a parent window. */
interface Request {
  id: number;
  uuidAsString?: string;
  func: string;
}

type Phone = Window & {
  nativeInterface?: { framelessPostMessage: (text: string) => void };
  /** Set by teams-js. */
  onNativeMessage?: (message: { data: unknown }) => void;
};

const RUNTIME = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: { pages: { backStack: {} } } });
const CONTEXT = { theme: 'default', locale: 'en-gb', entityId: 'work', subEntityId: '', frameContext: 'content' };

/** @param place where in the tab a link leads */
export function playTeams(place: Partial<typeof CONTEXT> = {}): void {
  const phone = window as Phone;
  phone.nativeInterface = {
    framelessPostMessage(text) {
      const { id, uuidAsString, func } = JSON.parse(text) as Request;
      const args = answerTo(func, { ...CONTEXT, ...place });
      // Never at once: the page has not written down yet that it waits.
      if (args) queueMicrotask(() => phone.onNativeMessage?.({ data: { id, uuidAsString, args } }));
    },
  };
}

function answerTo(func: string, context: typeof CONTEXT): unknown[] | null {
  switch (func) {
    case 'initialize':
      return ['content', 'android', RUNTIME, '2.0.1'];
    case 'getContext':
      return [context];
    case 'authentication.getAuthToken':
      return [true, 'a token'];
    default:
      return null;
  }
}
