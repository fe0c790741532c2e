/** Everything the sandbox knows: people, messages, who has the app. In memory, bounded, kept in a snapshot. */
import type { JWK } from 'jose';
import { z } from 'zod';
import { AGENT, chatWith, DESK_BOT, type SandboxBot } from './bots';
import type { SandboxChange, SandboxMessage, SandboxPerson } from './contract';
import type { Log } from '../../base/log';
import { reasonOf } from '../../base/errors';
import { Snapshot } from './snapshot';
import { SANDBOX } from '../../config/world';

export const MOST_PEOPLE = 2_000;
const MESSAGES_PER_CONVERSATION = 20_000;

/** A conversation as the connector names it; replies to a channel name their thread. */
export type Place =
  | { kind: 'personal'; id: string; threadId: null; person: SandboxPerson; bot: Omit<SandboxBot, 'password'> }
  | { kind: 'channel'; id: string; threadId: string | null };

export interface StoredMessage extends SandboxMessage {
  /** Whether the bot heard of it, and so hears of changes to it. */
  heard: boolean;
}

const kept = z.object({
  version: z.literal(1),
  lastId: z.number(),
  installed: z.boolean(),
  keys: z.record(z.string(), z.custom<JWK>()),
  people: z.array(z.custom<SandboxPerson>()).max(MOST_PEOPLE),
  blocked: z.array(z.string()),
  removed: z.array(z.string()),
  messages: z.array(z.custom<StoredMessage>()),
  bots: z.array(z.custom<SandboxBot>()).default([]),
  forgotten: z.array(z.string()).default([]),
  agent: z.unknown().default(null),
});
type Kept = z.infer<typeof kept>;

export class State {
  readonly people: SandboxPerson[] = [...SANDBOX.people];
  readonly bots: SandboxBot[] = [DESK_BOT];
  /** People who blocked the bot, and people without the app. */
  readonly blocked = new Set<string>();
  readonly removed = new Set<string>();
  /** Chats whose history was removed: Teams knows them again once they are created anew. */
  readonly forgotten = new Set<string>();
  /** Signing keys by name, as private JWKs. */
  keys: Record<string, JWK> = {};
  /** Whether the desk has been told that the app is installed. */
  installed = false;
  /** What Contoso HR remembers; only it reads this. */
  agent: unknown = null;

  private lastId = 0;
  private readonly byChat = new Map<string, Place & { kind: 'personal' }>();
  private readonly byId = new Map<string, SandboxPerson>();
  private readonly conversations = new Map<string, Map<string, StoredMessage>>();
  /** Cards that an invoke gave to one person: message → person → attachments. */
  private readonly views = new Map<string, Map<string, SandboxMessage['attachments']>>();
  private readonly listeners = new Set<(change: SandboxChange) => void>();
  private readonly snapshot: Snapshot<Kept>;

  constructor(file: string | null, log: Log) {
    const failed = (error: unknown): void => log.warn('sandbox.state_not_saved', { file, reason: reasonOf(error) });
    this.snapshot = new Snapshot(file, () => this.collect(), failed);
    this.restore(this.snapshot.read(), failed);
    for (const person of this.people) this.index(person);
  }

  private restore(found: unknown, failed: (error: unknown) => void): void {
    if (found === null) return;
    const parsed = kept.safeParse(found);
    if (!parsed.success) return failed(parsed.error);
    const was = parsed.data;
    this.lastId = was.lastId;
    this.installed = was.installed;
    this.keys = was.keys;
    this.people.push(...was.people);
    this.bots.push(...was.bots);
    this.agent = was.agent;
    for (const id of was.blocked) this.blocked.add(id);
    for (const id of was.removed) this.removed.add(id);
    for (const id of was.forgotten) this.forgotten.add(id);
    for (const message of was.messages) this.messagesIn(message.conversationId).set(message.id, message);
  }

  private collect(): Kept {
    return {
      version: 1,
      lastId: this.lastId,
      installed: this.installed,
      keys: this.keys,
      people: this.people.slice(SANDBOX.people.length),
      bots: this.bots.slice(1),
      forgotten: [...this.forgotten],
      agent: this.agent,
      blocked: [...this.blocked],
      removed: [...this.removed],
      messages: [...this.conversations.values()].flatMap((messages) => [...messages.values()]),
    };
  }

  private index(person: SandboxPerson): void {
    this.byId.set(person.id, person);
    for (const bot of [...this.bots, AGENT]) {
      this.byId.set(chatWith(person, bot).teamsId, person);
      this.byChat.set(chatWith(person, bot).chatId, this.chat(person, bot));
    }
  }

  /** A person's chat with a bot, the desk's own unless said. */
  chat(person: SandboxPerson, bot: Omit<SandboxBot, 'password'> = DESK_BOT): Place & { kind: 'personal' } {
    return { kind: 'personal', id: chatWith(person, bot).chatId, threadId: null, person, bot };
  }

  bot(appId: string): SandboxBot | null {
    return this.bots.find((bot) => bot.appId === appId) ?? null;
  }

  addBot(bot: SandboxBot): void {
    this.bots.push(bot);
    for (const person of this.people) this.index(person);
    this.touch();
  }

  /** By Entra object id or by Teams' `29:…`. */
  person(id: string): SandboxPerson | null {
    return this.byId.get(id) ?? null;
  }

  addPerson(person: SandboxPerson): void {
    this.people.push(person);
    this.index(person);
    this.touch();
  }

  /** The people of the team; customers are not in it. */
  team(): SandboxPerson[] {
    return this.people.filter((person) => person.role !== 'customer');
  }

  place(conversationId: string): Place | null {
    const chat = this.byChat.get(conversationId);
    if (chat) return chat;
    const [id = '', threadId = null] = conversationId.split(';messageid=');
    return SANDBOX.team.channels.some((c) => c.id === id) ? { kind: 'channel', id, threadId } : null;
  }

  /** Ids are times, as in Teams, and never repeat. */
  nextId(now = Date.now()): string {
    this.lastId = Math.max(this.lastId + 1, now);
    return String(this.lastId);
  }

  private messagesIn(conversationId: string): Map<string, StoredMessage> {
    let messages = this.conversations.get(conversationId);
    if (!messages) this.conversations.set(conversationId, (messages = new Map<string, StoredMessage>()));
    return messages;
  }

  message(conversationId: string, id: string): StoredMessage | null {
    return this.conversations.get(conversationId)?.get(id) ?? null;
  }

  /** A message wherever it is: ids are never given twice. */
  find(id: string): StoredMessage | null {
    for (const messages of this.conversations.values()) {
      const message = messages.get(id);
      if (message) return message;
    }
    return null;
  }

  /** Oldest first; a person's own cards where an invoke gave them some. */
  messages(place: Place, as: string | null, limit: number): StoredMessage[] {
    const all = [...(this.conversations.get(place.id)?.values() ?? [])];
    const wanted = place.threadId ? all.filter((m) => m.id === place.threadId || m.threadId === place.threadId) : all;
    return wanted.slice(-limit).map((message) => {
      const own = as === null ? undefined : this.views.get(message.id)?.get(as);
      return own ? { ...message, attachments: own } : message;
    });
  }

  add(message: StoredMessage): void {
    const messages = this.messagesIn(message.conversationId);
    messages.set(message.id, message);
    if (messages.size > MESSAGES_PER_CONVERSATION) {
      const oldest = messages.keys().next().value;
      if (oldest !== undefined) messages.delete(oldest);
    }
    this.changed({ kind: 'message', conversationId: message.conversationId, messageId: message.id });
  }

  /** The person removes the chat's history; the bot cannot write there until it creates the chat again. */
  forget(chatId: string): void {
    this.conversations.delete(chatId);
    this.forgotten.add(chatId);
    this.changed({ kind: 'reset' });
  }

  remember(chatId: string): void {
    if (this.forgotten.delete(chatId)) this.touch();
  }

  /** Changes a message for everybody; cards given to single people are gone. */
  update(message: StoredMessage, change: Partial<SandboxMessage>): void {
    Object.assign(message, change);
    this.views.delete(message.id);
    const kind = message.deletedAt ? 'deleted' : 'updated';
    this.changed({ kind, conversationId: message.conversationId, messageId: message.id });
  }

  /** Changes a message for one person. */
  show(message: StoredMessage, personId: string, attachments: SandboxMessage['attachments']): void {
    const views = this.views.get(message.id) ?? new Map<string, SandboxMessage['attachments']>();
    this.views.set(message.id, views.set(personId, attachments));
    this.changed({ kind: 'updated', conversationId: message.conversationId, messageId: message.id });
  }

  changed(change: SandboxChange): void {
    if (change.kind !== 'typing') this.touch();
    for (const listener of this.listeners) listener(change);
  }

  on(listener: (change: SandboxChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  reset(): void {
    this.conversations.clear();
    this.views.clear();
    this.blocked.clear();
    this.removed.clear();
    this.forgotten.clear();
    this.changed({ kind: 'reset' });
  }

  touch(): void {
    this.snapshot.touch();
  }

  /** Keys and the like, which others have already seen when the next line runs. */
  keepNow(): void {
    this.snapshot.writeNow();
  }

  close(): Promise<void> {
    return this.snapshot.close();
  }
}
