/** What the bot says to an agent, in a chat of their own, of customers who wait for their answer. Pure. */
import { clean, clip, foreignLine } from '../../text/escape';

export interface WaitingChat {
  number: number;
  customerName: string;
  words: string | null;
  link: string;
}

const NAME = 120;
const WORDS = 160;

/**
 * @param count all of them; `chats` may be fewer
 * @returns `title` as plain text, for Teams to announce; `text` as Markdown
 */
export function cueWords(chats: readonly WaitingChat[], count: number): { title: string; text: string } {
  const [only] = chats;
  if (only && count === 1) {
    const title = `${clip(clean(only.customerName), NAME)} waits for your answer`;
    const said = only.words ? `“${foreignLine(only.words, WORDS)}”\n\n` : '';
    return {
      title,
      text: `**${foreignLine(only.customerName, NAME)}** waits for your answer.\n\n${said}[Open chat #${only.number}](${only.link})`,
    };
  }
  const title = `${count} customers wait for your answer`;
  const lines = chats.map((chat) => `- ${lineOf(chat)}`);
  if (count > chats.length) lines.push(`- and ${count - chats.length} more`);
  return { title, text: `**${title}.**\n\n${lines.join('\n')}` };
}

/** Teams shows about so much of each. */
const PREVIEW = 150;

/**
 * The same for Teams' activity feed: `type` and its `parameters` are declared in the package's manifest, everything is
 * plain text.
 */
export function feedWords(
  chats: readonly WaitingChat[],
  count: number,
): { type: string; parameters: Record<string, string>; topic: string; preview: string } {
  const [only] = chats;
  if (only && count === 1) {
    const customer = clip(clean(only.customerName), NAME);
    const preview = only.words ? clip(clean(only.words), PREVIEW) : OPEN_TO_ANSWER;
    return { type: 'customerWaits', parameters: { customer }, topic: `Chat #${only.number}`, preview };
  }
  const names = chats.map(({ customerName }) => clip(clean(customerName), NAME)).join(', ');
  return {
    type: 'customersWait',
    parameters: { count: String(count) },
    topic: `${count} chats`,
    preview: clip(names, PREVIEW),
  };
}

const OPEN_TO_ANSWER = 'Open the chat to answer.';

function lineOf({ number, customerName, words, link }: WaitingChat): string {
  const said = words ? `: “${foreignLine(words, WORDS)}”` : '';
  return `[${foreignLine(customerName, NAME)}, #${number}](${link})${said}`;
}

export const NO_CHAT_WITH_AGENT = 'The agent has no chat with the bot, and no team of the desk has them.';
