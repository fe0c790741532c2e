/** How far somebody has come on the guided path, read from what the conversations hold. Pure. */
import type { SandboxMessage, SandboxPerson, World } from '../../state/contract';
import { readTeamsLink } from '../tab/deepLink';

export interface Progress {
  asked: boolean;
  claimed: boolean;
  answered: boolean;
  /** The newest card that waits, else the newest of all. */
  card: EscalationCard | null;
  /** The newest card somebody has, else the newest of all. */
  latest: EscalationCard | null;
}

export interface EscalationCard {
  messageId: string;
  channelId: string;
  escalationId: string;
  verbs: ReadonlySet<string>;
}

/** Which of the two bots the path leads past. */
export type Path = 'desk' | 'agent';

interface Seen {
  channels: readonly SandboxMessage[];
  chats: readonly SandboxMessage[];
}

/** Only what happened after `since` counts, so that the path can be walked again. */
export function progressOf(world: World, seen: Seen, since: string, path: Path): Progress {
  const later = (message: SandboxMessage) => message.sentAt > since && message.deletedAt === null;
  const onPath = (message: SandboxMessage) =>
    JSON.stringify(message.attachments).includes(world.agent.name) === (path === 'agent');
  const cards = seen.channels.filter((message) => later(message) && onPath(message)).flatMap(cardIn);
  const team = world.people.filter((person) => person.role !== 'customer');
  // Both bots' paths may lead into the same chat.
  const answered = cards.length > 0 && seen.chats.filter(later).some((message) => isAnswer(message, team));
  return {
    asked: cards.length > 0,
    claimed: answered || cards.some((card) => !card.verbs.has('claim')),
    answered,
    card: cards.findLast((card) => card.verbs.has('claim')) ?? cards.at(-1) ?? null,
    latest: cards.findLast((card) => !card.verbs.has('claim')) ?? cards.at(-1) ?? null,
  };
}

/** Their words come by the bot, under their name; in the chat of Contoso HR before them. */
function isAnswer(message: SandboxMessage, team: readonly SandboxPerson[]): boolean {
  if (message.from.kind !== 'bot') return false;
  const head = /^<b>([^<]+)<\/b><br|^\*\*([^*]+?):?\*\*/.exec(message.text);
  const said = head?.[1] ?? head?.[2];
  return said !== undefined && team.some(({ name }) => name === said || name.split(' ')[0] === said);
}

/** The escalation a channel message is the card of. */
function cardIn(message: SandboxMessage): EscalationCard[] {
  if (message.from.kind !== 'bot') return [];
  const verbs = new Set<string>();
  let escalationId: string | null = null;
  for (const node of nodesIn(message.attachments.map((attachment) => attachment.content))) {
    if (node.type === 'Action.Execute' && typeof node.verb === 'string') verbs.add(node.verb);
    if (node.type === 'Action.OpenUrl' && typeof node.url === 'string') {
      const link = readTeamsLink(node.url);
      if (link?.kind === 'tab') escalationId ??= link.address.subEntityId;
    }
    if (typeof node.escalationId === 'string') escalationId ??= node.escalationId;
  }
  return escalationId ? [{ messageId: message.id, channelId: message.conversationId, escalationId, verbs }] : [];
}

function* nodesIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const inner of Object.values(value)) yield* nodesIn(inner);
}
