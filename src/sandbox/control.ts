/** Everything tests and the page may do to the sandbox. The HTTP API is these, by their routes. */
import { randomUUID } from 'node:crypto';
import type { Agent } from './agent/agent';
import { AGENT, MOST_BOTS } from './state/bots';
import type { ChatLinks, Followed } from './teams/chatLinks';
import type { Client, Post, Words } from './teams/client';
import type { Connector } from './teams/connector';
import type { Files } from './teams/files';
import type {
  CardPress,
  Consent,
  ConnectorCall,
  Faults,
  Invoke,
  InvokeAnswer,
  MintRequest,
  SandboxBot,
  SandboxChange,
  SandboxMessage,
  SandboxPerson,
} from './state/contract';
import type { AppCredentials, Apps } from './entra/entra';
import type { Graph } from './graph/graph';
import type { FaultSwitches } from './teams/faults';
import type { Delivered } from './teams/desk';
import type { Installation, NewPeople } from './teams/installation';
import { Refused } from './state/refused';
import type { State } from './state/state';
import type { Tokens } from './entra/tokens';

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
  react(personId: string, messageId: string, sign: { type: string; on: boolean }): Promise<SandboxMessage>;
  /** The person looks at a channel: Teams asks the desk for their own views of cards. */
  look(personId: string, conversationId: string): Promise<void>;
  invoke(personId: string, press: Invoke): Promise<InvokeAnswer>;
  submit(personId: string, press: Invoke): Promise<void>;
  press(personId: string, press: CardPress): Promise<void>;
  /** The person takes a file a bot offers, or does not. */
  consent(personId: string, consent: Consent): Promise<void>;
  files: Pick<Files, 'requests' | 'bytesOf'>;
  graph: Omit<Graph, 'router' | 'clear'>;
  /** Contoso HR: how it is set, and what passes between it and the desk. */
  agent: Pick<Agent, 'settings' | 'set' | 'calls' | 'idle'>;
  block(personId: string, blocked: boolean): void;
  /** The person adds or removes the app; the desk hears of it. */
  setApp(personId: string, installed: boolean, bot?: string): Promise<void>;
  /** Whether the person has the app. */
  hasApp(personId: string): boolean;
  /** The person follows a link to their chat with a bot. */
  follow(personId: string, link: string): Promise<Followed>;
  /** The person removes the history of their chat with a bot; the bot's next message finds no conversation. */
  forget(personId: string, bot?: string): void;
  /** Another bot people can chat with. */
  addBot(wanted: { name: string; appId?: string | undefined; password?: string | undefined }): SandboxBot;
  addPeople(wanted: NewPeople): Promise<SandboxPerson[]>;
  /** Tells the desk of the team and the chats; what it does not take ends it, and says why. */
  install(): Promise<Delivered>;
  /** What `getAuthToken` gives the tab. */
  token(personId: string): Promise<string>;
  mint(request: MintRequest): Promise<string>;
  /** Another app that may ask for tokens, such as a second bot or a skill's caller. */
  registerApp(appId: string, credentials: AppCredentials): void;
  on(listener: (change: SandboxChange) => void): () => void;
  /** No messages, calls, faults or blocks remain; people and keys do. */
  reset(): void;
}

export function createControl(options: {
  state: State;
  client: Client;
  files: Files;
  connector: Connector;
  graph: Graph;
  agent: Agent;
  faults: FaultSwitches;
  installation: Installation;
  links: ChatLinks;
  tokens: Tokens;
  apps: Apps;
}): Control {
  const { state, client, connector, faults, installation, tokens } = options;
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
    chat: async (personId, words) =>
      words.bot === AGENT.appId ? options.agent.chat(personId, words.text ?? '') : client.chat(personId, words),
    post: (personId, channelId, words) => client.post(personId, channelId, words),
    edit: (personId, messageId, text) => client.edit(personId, messageId, text),
    remove: (personId, messageId) => client.remove(personId, messageId),
    react: (personId, messageId, sign) => client.react(personId, messageId, sign),
    look: (personId, conversationId) => client.look(personId, conversationId),
    invoke: (personId, press) => client.invoke(personId, press),
    submit: (personId, press) => client.submit(personId, press),
    press: (personId, press) => client.pressAction(personId, press),
    consent: (personId, consent) => client.consent(personId, consent),
    files: options.files,
    graph: options.graph,
    agent: options.agent,
    block(personId, blocked) {
      const { id } = client.person(personId);
      if (blocked) state.blocked.add(id);
      else state.blocked.delete(id);
      state.touch();
    },
    setApp: (personId, installed, bot) => installation.setApp(personId, installed, client.bot(bot)),
    hasApp: (personId) => !state.removed.has(client.person(personId).id),
    follow: (personId, link) => options.links.follow(personId, link),
    forget: (personId, bot) => state.forget(state.chat(client.person(personId), client.bot(bot)).id),
    addBot({ name, appId = randomUUID(), password = randomUUID() }) {
      const bot = { appId: appId.toLowerCase(), id: `28:${appId.toLowerCase()}`, name, password };
      if (state.bot(bot.appId)) throw new Refused(409, 'there is a bot with that app ID already');
      if (state.bots.length >= MOST_BOTS) throw new Refused(409, `the sandbox holds at most ${MOST_BOTS} bots`);
      state.addBot(bot);
      options.apps.set(bot.appId, { password: bot.password });
      return bot;
    },
    addPeople: (wanted) => installation.addPeople(wanted),
    install: () => installation.install(),
    token: (personId) => tokens.forPerson(client.person(personId)),
    mint: (request) => tokens.mint(request, request.personId === undefined ? null : client.person(request.personId)),
    registerApp: (appId, credentials) => void options.apps.set(appId, credentials),
    on: (listener) => state.on(listener),
    reset() {
      faults.clear();
      connector.clear();
      options.graph.clear();
      options.agent.clear();
      state.reset();
    },
  };
}
