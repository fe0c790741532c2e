/** Everything the page asks of the sandbox goes through here. */
import type {
  AgentCall,
  AgentSettings,
  CardPress,
  Consent,
  Faults,
  FeedItem,
  Invoke,
  InvokeAnswer,
  SandboxMessage,
  TeamsPresence,
  World,
} from '../../state/contract';

const PATIENCE_MS = 30_000;

/** A call that did not work, in words a person can read. */
class CallFailed extends Error {
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
    this.name = 'CallFailed';
  }
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/sandbox/api${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (error) {
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    throw new CallFailed(late ? 'No answer after 30 seconds.' : 'Handoff Desk does not answer. Is it running?', null);
  }
  if (!response.ok) throw new CallFailed(await reasonOf(response), response.status);
  const text = await response.text();
  return (text === '' ? {} : JSON.parse(text)) as T;
}

async function reasonOf(response: Response): Promise<string> {
  const fallback = `The sandbox answered ${response.status}.`;
  try {
    const body = (await response.json()) as Record<string, unknown>;
    const said = [body.reason, body.detail, body.message, body.title].find((words) => typeof words === 'string');
    return typeof said === 'string' && said !== '' ? said : fallback;
  } catch {
    // Not JSON: the status is all we know.
    return fallback;
  }
}

/** What a person sends to a bot. */
export interface Said {
  text: string;
  /** Its app ID; the desk's own unless said. */
  bot?: string;
  files?: { name: string; contentType: string; base64: string }[];
  voice?: boolean;
}

const at = encodeURIComponent;

export const api = {
  world: () => call<World>('GET', '/world'),
  /** As this person sees them: a card may look different for one person. */
  messages: async (conversationId: string, personId: string) =>
    (await call<{ items: SandboxMessage[] }>('GET', `/conversations/${at(conversationId)}/messages?as=${at(personId)}`))
      .items,
  chat: (personId: string, said: Said) => call<SandboxMessage>('POST', `/people/${at(personId)}/chat`, said),
  post: (personId: string, channelId: string, post: { text: string; mention: boolean; threadId?: string }) =>
    call<SandboxMessage>('POST', `/people/${at(personId)}/channels/${at(channelId)}`, post),
  edit: (personId: string, messageId: string, text: string) =>
    call<unknown>('POST', `/people/${at(personId)}/edit`, { messageId, text }),
  remove: (personId: string, messageId: string) =>
    call<unknown>('POST', `/people/${at(personId)}/delete`, { messageId }),
  react: (personId: string, messageId: string, sign: { type: string; on: boolean }) =>
    call<unknown>('POST', `/people/${at(personId)}/react`, { messageId, ...sign }),
  consent: (personId: string, consent: Consent) => call<unknown>('POST', `/people/${at(personId)}/consent`, consent),
  invoke: (personId: string, press: Invoke) => call<InvokeAnswer>('POST', `/people/${at(personId)}/invoke`, press),
  press: (personId: string, press: CardPress) => call<unknown>('POST', `/people/${at(personId)}/press`, press),
  submit: (personId: string, press: Invoke) => call<unknown>('POST', `/people/${at(personId)}/submit`, press),
  token: async (personId: string) => (await call<{ token: string }>('GET', `/people/${at(personId)}/token`)).token,
  block: (personId: string, blocked: boolean) => call<unknown>('POST', `/people/${at(personId)}/block`, { blocked }),
  feed: async (personId: string) => (await call<{ items: FeedItem[] }>('GET', `/people/${at(personId)}/feed`)).items,
  presence: (personId: string) => call<TeamsPresence>('GET', `/people/${at(personId)}/presence`),
  setPresence: (personId: string, presence: TeamsPresence) =>
    call<unknown>('PUT', `/people/${at(personId)}/presence`, presence),
  app: async (personId: string) => (await call<{ installed: boolean }>('GET', `/people/${at(personId)}/app`)).installed,
  setApp: (personId: string, installed: boolean) => call<unknown>('POST', `/people/${at(personId)}/app`, { installed }),
  follow: (personId: string, link: string) =>
    call<{ chatId: string; status: number | null }>('POST', `/people/${at(personId)}/follow`, { link }),
  agent: () => call<{ settings: AgentSettings; calls: AgentCall[] }>('GET', '/agent'),
  setAgent: (settings: Partial<AgentSettings>) => call<AgentSettings>('PUT', '/agent', settings),
  faults: () => call<Faults>('GET', '/faults'),
  setFaults: (faults: Partial<Faults>) => call<Faults>('PUT', '/faults', faults),
};
