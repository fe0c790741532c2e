/** Links to somebody's chat with a bot, followed as Teams does. */
import { SANDBOX } from '../../config/world';
import { handoffActivity } from './activities';
import type { Client } from './client';
import type { Desk } from './desk';
import type { Installation } from './installation';
import { Refused } from '../state/refused';
import type { State } from '../state/state';

export interface Followed {
  chatId: string;
  /** What the desk answered to the token in the link; null: there was none. */
  status: number | null;
}

export class ChatLinks {
  constructor(
    private readonly parts: {
      state: State;
      client: Client;
      desk: Desk;
      installation: Installation;
      serviceUrl: string;
    },
  ) {}

  /**
   * A link to the app opens its chat, too. Without the app Teams offers to add it first, and the person does. A token in the link is brought to the bot, and
   * nothing is shown of the answer.
   */
  async follow(personId: string, link: string): Promise<Followed> {
    const { state, client, desk, installation, serviceUrl } = this.parts;
    const read = readChatLink(link);
    if (!read) throw new Refused(400, 'this is no link to a chat with a bot');
    const person = client.person(personId);
    const bot = client.bot(read.botId.slice('28:'.length));
    if (state.removed.has(person.id)) await installation.setApp(person.id, true, bot);
    const place = state.chat(person, bot);
    state.remember(place.id);
    if (read.continuation === null) return { chatId: place.id, status: null };
    const occasion = { serviceUrl, person, place, now: new Date() };
    const { status } = await desk.invoke(handoffActivity(occasion, read.continuation));
    return { chatId: place.id, status };
  }
}

function readChatLink(link: string): { botId: string; continuation: string | null } | null {
  if (!URL.canParse(link)) return null;
  const { pathname, searchParams } = new URL(link);
  if (pathname === `/l/app/${SANDBOX.teamsAppId}`) return { botId: SANDBOX.bot.id, continuation: null };
  if (pathname !== '/l/chat/0/0') return null;
  const [botId = '', ...others] = (searchParams.get('users') ?? '').split(',');
  if (!botId.startsWith('28:') || others.length > 0) return null;
  return { botId, continuation: searchParams.get('continuation') };
}
