/** The personal chat: what customers write, change and choose, on its way to the inbox. */
import { z } from 'zod';
import { readChoice } from '../../domain/choices';
import type { CustomerMessage } from '../../domain/message';
import type { Inbox } from '../../arrival/inbox';
import { render } from '../../cards/cards';
import { oneLine } from '../../cards/escape';
import { type Activity, addressOf, arrivalKey, sentAt } from '../protocol/activity';
import { readAttachments } from './files';
import type { Recent } from '../../base/recent';
import { type Turn, withToast } from '../protocol/turn';

const WELCOME = 'Ask me anything. When I cannot help, a person can take over right here in this chat.';
const ASLEEP = 'I cannot answer yet, so nobody reads what you write here. Please try again later.';

export class CustomerChat {
  constructor(private readonly options: { inbox: Inbox; recent: Recent; allowLoopback: boolean }) {}

  async said(turn: Turn): Promise<void> {
    const { activity } = turn;
    const pressed = WaitingPress.safeParse(activity.value).data;
    if (pressed) return this.chose(activity, pressed);
    const choice = readChoice(activity.value);
    const said = this.messageOf(activity, choice ? null : activity.value, activity.text ?? '');
    const message = choice ? { ...said, choice } : said;
    if (!choice && message.text === '' && message.attachments.length === 0 && message.value === undefined) return;
    await this.take(turn, message);
  }

  private async chose(activity: Activity, pressed: z.output<typeof WaitingPress>): Promise<void> {
    await this.options.inbox.customerChose({
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      conversationId: activity.conversation.id,
      choice: pressed.handoffDesk,
      escalationId: pressed.escalationId ?? null,
    });
  }

  /** A press on an Action.Execute of a bot's own card: the bot gets what was chosen. */
  async executed(turn: Turn, verb: string, data: unknown): Promise<void> {
    const chosen = typeof data === 'object' && data !== null ? { ...data, verb } : { verb };
    await this.take(turn, this.messageOf(turn.activity, chosen, ''));
    await turn.answer(withToast('Sent'));
  }

  async changed({ activity }: Turn): Promise<void> {
    const eventType = activity.channelData?.eventType;
    const change = changeOf(activity.type, eventType, activity.text ?? '');
    if (!change || !activity.id) return;
    await this.options.inbox.customerChanged({
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      tenantId: activity.tenantId,
      conversationId: activity.conversation.id,
      externalId: activity.id,
      change,
      at: sentAt(activity, new Date()),
    });
  }

  async appAdded(turn: Turn): Promise<void> {
    const { activity } = turn;
    if (this.options.recent.add(arrivalKey(activity))) await turn.say(`${greeting(activity)} ${WELCOME}`);
  }

  async appRemoved({ activity }: Turn): Promise<void> {
    await this.options.inbox.customerLeft(activity.botAppId, activity.conversation.id);
  }

  private async take(turn: Turn, message: CustomerMessage): Promise<void> {
    const arrival = await this.options.inbox.customerSaid(message);
    // Nothing was stored, so the chat itself has to say how it goes on.
    if (arrival === 'noConnection' && this.options.recent.add(message.key)) {
      // The desk's own bot may be spoken to by whoever runs it; a connection's bot has customers only.
      const isDesk = turn.activity.botName === null;
      const help = render('help', { place: 'personal', queueName: null });
      await turn.say(isDesk ? help : `${greeting(turn.activity)} ${ASLEEP}`);
    }
  }

  private messageOf(activity: Activity, value: unknown, text: string): CustomerMessage {
    const { from, locale } = activity;
    return {
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      address: addressOf(activity),
      customer: { id: from.aadObjectId ?? from.id, name: from.name ?? 'Customer', locale: locale ?? null },
      externalId: activity.id ?? arrivalKey(activity),
      text,
      attachments: readAttachments(activity.attachments, this.options.allowLoopback),
      ...(value !== undefined && value !== null && { value }),
      sentAt: sentAt(activity, new Date()),
    };
  }
}

/** In the connection's name, where the bot is its own. */
function greeting({ botName }: Activity): string {
  return botName === null ? 'Hello!' : `Hello! I am ${oneLine(botName, 100)}.`;
}

/** A press on the desk's own card for those who wait; anything else is the bot's. */
const WaitingPress = z.looseObject({
  handoffDesk: z.enum(['leaveMessage', 'stopWaiting']),
  escalationId: z.string().nullish().catch(null),
});

function changeOf(type: string, eventType: string | null | undefined, text: string) {
  if (type === 'messageDelete') return { kind: 'deleted' as const };
  if (eventType === 'editMessage' || eventType === 'undeleteMessage') return { kind: 'edited' as const, text };
  return null;
}
