/** Everything tests and the page may do to the sandbox. The HTTP API is these, by their routes. */
import type { Client, Post, Words } from './client';
import type { Connector } from './connector';
import type {
  ConnectorCall,
  Faults,
  Invoke,
  InvokeAnswer,
  MintRequest,
  SandboxChange,
  SandboxMessage,
  SandboxPerson,
} from './contract';
import type { Apps } from './entra';
import type { FaultSwitches } from './faults';
import type { Installation, NewPeople } from './installation';
import { Refused } from './refused';
import type { State } from './state';
import type { Tokens } from './tokens';

export interface Control {
  faults(): Faults;
  setFaults(changes: Partial<Faults>): Faults;
  /** What the desk did to the connector, newest last. */
  calls(): ConnectorCall[];
  clearCalls(): void;
  /** A conversation, oldest first; with `as`, as one person sees it. */
  messages(conversationId: string, as?: string | null, limit?: number): SandboxMessage[];
  chat(personId: string, words: Words): Promise<SandboxMessage>;
  post(personId: string, channelId: string, words: Post): Promise<SandboxMessage>;
  edit(personId: string, messageId: string, text: string): Promise<SandboxMessage>;
  remove(personId: string, messageId: string): Promise<SandboxMessage>;
  invoke(personId: string, press: Invoke): Promise<InvokeAnswer>;
  submit(personId: string, press: Invoke): Promise<void>;
  block(personId: string, blocked: boolean): void;
  /** The person adds or removes the app; the desk hears of it. */
  setApp(personId: string, installed: boolean): Promise<void>;
  addPeople(wanted: NewPeople): Promise<SandboxPerson[]>;
  /** Tells the desk of the team and the chats; false when it does not answer. */
  install(): Promise<boolean>;
  /** What `getAuthToken` gives the tab. */
  token(personId: string): Promise<string>;
  mint(request: MintRequest): Promise<string>;
  /** Another app that may ask for tokens, such as a second bot or a skill's caller. */
  registerApp(appId: string, password: string): void;
  on(listener: (change: SandboxChange) => void): () => void;
  /** No messages, calls, faults or blocks remain; people and keys do. */
  reset(): void;
}

export function createControl(o: {
  state: State;
  client: Client;
  connector: Connector;
  faults: FaultSwitches;
  installation: Installation;
  tokens: Tokens;
  apps: Apps;
}): Control {
  const { state, client, connector, faults, installation, tokens } = o;
  return {
    faults: () => ({ ...faults.current }),
    setFaults: (changes) => ({ ...faults.set(changes) }),
    calls: connector.calls,
    clearCalls: connector.clear,
    messages(conversationId, as = null, limit = Infinity) {
      const place = state.place(conversationId);
      if (!place) throw new Refused(404, 'there is no such conversation');
      return state.messages(place, as, limit);
    },
    chat: (personId, words) => client.chat(personId, words),
    post: (personId, channelId, words) => client.post(personId, channelId, words),
    edit: (personId, messageId, text) => client.edit(personId, messageId, text),
    remove: (personId, messageId) => client.remove(personId, messageId),
    invoke: (personId, press) => client.invoke(personId, press),
    submit: (personId, press) => client.submit(personId, press),
    block(personId, blocked) {
      const { id } = client.person(personId);
      if (blocked) state.blocked.add(id);
      else state.blocked.delete(id);
      state.touch();
    },
    setApp: (personId, installed) => installation.setApp(personId, installed),
    addPeople: (wanted) => installation.addPeople(wanted),
    install: () => installation.install(),
    token: (personId) => tokens.forPerson(client.person(personId)),
    mint: (request) => tokens.mint(request, request.personId === undefined ? null : client.person(request.personId)),
    registerApp: (appId, password) => void o.apps.set(appId, password),
    on: (listener) => state.on(listener),
    reset() {
      faults.clear();
      connector.clear();
      state.reset();
    },
  };
}
