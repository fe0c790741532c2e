/** What stands in somebody's chat with Contoso HR: words of the person, and of the agent. */
import { AGENT } from '../state/bots';
import type { SandboxMessage, SandboxPerson } from '../state/contract';
import type { Place, State, StoredMessage } from '../state/state';

export type AgentWords = Partial<Pick<SandboxMessage, 'text' | 'textFormat' | 'attachments' | 'entities'>> & {
  suggestions?: string[];
};

type From = SandboxMessage['from'];

const chatOf = (state: State, person: SandboxPerson): Place => state.chat(person, AGENT);

export function personWrites(state: State, person: SandboxPerson, text: string): SandboxMessage {
  return write(state, person, { id: person.id, name: person.name, kind: 'person' }, { text, textFormat: 'plain' });
}

export function agentWrites(state: State, person: SandboxPerson, words: AgentWords): SandboxMessage {
  return write(state, person, { id: AGENT.id, name: AGENT.name, kind: 'bot' }, words);
}

export function agentTypes(state: State, person: SandboxPerson): void {
  state.changed({ kind: 'typing', conversationId: chatOf(state, person).id, from: AGENT.id });
}

function write(state: State, person: SandboxPerson, from: From, words: AgentWords): SandboxMessage {
  const message: StoredMessage = {
    id: state.nextId(),
    conversationId: chatOf(state, person).id,
    threadId: null,
    from,
    text: words.text ?? '',
    textFormat: words.textFormat ?? 'markdown',
    attachments: words.attachments ?? [],
    suggestedActions: (words.suggestions ?? []).map((title) => ({ title, value: title })),
    ...(words.entities && { entities: words.entities }),
    sentAt: new Date().toISOString(),
    editedAt: null,
    deletedAt: null,
    undelivered: null,
    // The desk's bot is not in this chat: it hears of nothing here, and of no change to it.
    heard: false,
  };
  state.add(message);
  return message;
}
