/** The personal chat: what customers write, change and choose, on its way to the inbox. */
import { z } from 'zod';
import type { AdaptiveCard } from '../../cards/cards';
import { render } from '../../cards/cards';
import { readChoice } from '../../domain/choices';
import { ALREADY_ASKED, CANNOT_ASK_HERE } from '../../cards/words/customer/personChat';
import { surveyWords } from '../../cards/words/customer/survey';
import { SENT, SIGN_IN_BY_BUTTON, asleepWords, welcomeWords } from '../../cards/words/customer/chat';
import type { Inbox } from '../../arrival/inbox';
import type { Returning } from '../../arrival/returning';
import type { CustomerMessage } from '../../domain/message';
import { languageCode, readAnswer } from '../../domain/survey';
import { attachmentsInChat } from '../../store/customerMessages';
import type { Db } from '../../store/postgres/db';
import { type Activity, addressOf, arrivalKey, sentAt } from '../protocol/activity';
import { DUPLICATE, type Outcome, STORED, service } from '../protocol/outcome';
import { saidOf } from '../protocol/press';
import { CARD, type Turn, withCard, withNothingNew, withToast } from '../protocol/turn';
import { readContent } from './content';

export class CustomerChat {
  constructor(private readonly options: { db: Db; inbox: Inbox; returning: Returning; allowLoopback: boolean }) {}

  async said(turn: Turn): Promise<Outcome> {
    const chosen = (await this.rated(turn)) ?? (await this.askedAgain(turn)) ?? (await this.chose(turn.activity));
    return chosen ?? this.take(turn, this.messageOf(turn.activity));
  }

  /** A press on the desk's own card for those who wait; null for everything else, which is the bot's. */
  private async chose(activity: Activity): Promise<Outcome | null> {
    const pressed = WaitingPress.safeParse(activity.value).data;
    if (!pressed) return null;
    const outcome = await this.options.inbox.customerChose({
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      conversationId: activity.conversation.id,
      choice: pressed.handoffDesk,
      escalationId: pressed.escalationId ?? null,
      cardId: activity.replyToId ?? null,
    });
    if (outcome === 'foreign') return null;
    return outcome === 'duplicate' ? DUPLICATE : { kind: 'answered', by: 'press' };
  }

  /** A press on the card that says that a request has ended; null for everything else. */
  private async askedAgain(turn: Turn): Promise<Outcome | null> {
    const { activity } = turn;
    const pressed = EndedPress.safeParse(activity.value).data;
    if (!pressed) return null;
    const outcome = await this.options.returning.askedAgain({
      key: arrivalKey(activity),
      conversationId: activity.conversation.id,
      personIds: personIdsOf(activity),
      escalationId: pressed.escalationId,
    });
    if (outcome === 'duplicate') return DUPLICATE;
    if (outcome === 'open') await turn.say(ALREADY_ASKED);
    else if (outcome !== 'opened') await turn.say(CANNOT_ASK_HERE);
    return { kind: 'answered', by: 'press' };
  }

  /** An answer on the desk's card that asks how it was; null for everything else. */
  private async rated(turn: Turn): Promise<Outcome | null> {
    const { activity } = turn;
    const given = readAnswer(activity.value);
    if (!given) return null;
    const { conversation, botAppId, locale } = activity;
    const { result, form } = await this.options.inbox.customerRated({
      key: arrivalKey(activity),
      botAppId,
      conversationId: conversation.id,
      personIds: personIdsOf(activity),
      ...given,
    });
    if (result === 'duplicate') return DUPLICATE;
    const words = surveyWords(form?.language ?? languageCode(locale ?? null));
    if (result === 'unclear') await turn.say(words.unclear);
    else if (result === 'closed' || result === 'unknown') await turn.say(words.closed);
    return { kind: 'answered', by: 'press' };
  }

  /** A press on a bot's own card that waits for an answer: the bot gets what was chosen. */
  async executed(turn: Turn): Promise<Outcome> {
    const outcome = await this.take(turn, this.messageOf(turn.activity));
    if (turn.activity.name === 'adaptiveCard/action') await turn.answer(withToast(SENT));
    else await turn.respond(200, { task: { type: 'message', value: SENT } });
    return outcome;
  }

  /** Nobody did anything: the card stays as the bot sent it. */
  async refreshed(turn: Turn): Promise<Outcome> {
    const { conversation, replyToId } = turn.activity;
    const attachments = replyToId ? await attachmentsInChat(this.options.db.q, conversation.id, replyToId) : [];
    const card = attachments.find(({ contentType }) => contentType === CARD)?.content;
    await turn.answer(card ? withCard(card as AdaptiveCard) : withNothingNew);
    return service('refresh');
  }

  /** The code with which a sign-in ended: for the bot alone. */
  async signedIn(turn: Turn): Promise<Outcome> {
    const { activity } = turn;
    const code = z.object({ state: z.string().min(1).max(2_000) }).safeParse(activity.value).data?.state;
    await turn.respond(200, {});
    if (code === undefined) return service('signInTooLate');
    const arrival = await this.options.inbox.customerSignedIn({
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      conversationId: activity.conversation.id,
      code,
    });
    if (arrival === 'duplicate') return DUPLICATE;
    return arrival === 'accepted' ? { kind: 'answered', by: 'signIn' } : service('signInTooLate');
  }

  /** The token is for the bot's own connection, which nobody reaches from here: Teams shows the button instead. */
  async exchanged(turn: Turn): Promise<Outcome> {
    const asked = z.object({ id: z.string().max(500), connectionName: z.string().max(500) }).partial();
    const { id = null, connectionName = null } = asked.safeParse(turn.activity.value).data ?? {};
    await turn.respond(412, { id, connectionName, failureDetail: SIGN_IN_BY_BUTTON });
    return service('tokenExchange');
  }

  /** An edit, a deletion, or a deletion taken back. */
  async changed(turn: Turn): Promise<Outcome> {
    const { activity } = turn;
    const { inbox, allowLoopback } = this.options;
    const isDeleted = activity.type === 'messageDelete';
    const { text, attachments } = readContent(activity, { allowLoopback });
    const outcome = await inbox.customerChanged({
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      conversationId: activity.conversation.id,
      externalId: activity.id ?? '',
      change: isDeleted
        ? { kind: 'deleted' }
        : activity.channelData?.eventType === 'undeleteMessage'
          ? { kind: 'restored', text }
          : { kind: 'edited', text, attachments },
      at: sentAt(activity, new Date()),
    });
    if (outcome !== 'unknown') return outcome === 'duplicate' ? DUPLICATE : STORED;
    if (isDeleted) return service('deletion');
    // Its first version never came, or comes later: the words are new here.
    return this.take(turn, { ...this.messageOf(activity), editedAt: sentAt(activity, new Date()) });
  }

  async reacted({ activity }: Turn): Promise<Outcome> {
    const outcome = await this.options.inbox.customerReacted({
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      conversationId: activity.conversation.id,
      externalId: activity.replyToId ?? '',
      added: activity.reactionsAdded.map(({ type }) => type),
      removed: activity.reactionsRemoved.map(({ type }) => type),
      at: sentAt(activity, new Date()),
    });
    if (outcome === 'unknown') return service('reaction');
    return outcome === 'duplicate' ? DUPLICATE : STORED;
  }

  /** Comes where the organisation lets apps see it and the person has not switched it off. */
  async read({ activity }: Turn): Promise<Outcome> {
    const upTo = ReadReceipt.safeParse(activity.value).data?.lastReadMessageId;
    const { botAppId, conversation } = activity;
    const at = sentAt(activity, new Date());
    const outcome = upTo
      ? await this.options.inbox.customerRead({ botAppId, conversationId: conversation.id, upTo, at })
      : 'unknown';
    return outcome === 'accepted' ? STORED : service('readReceipt');
  }

  /** Any other action than adding and removing, such as an upgrade, changes nothing. */
  async installed(turn: Turn): Promise<Outcome> {
    const { activity } = turn;
    if (activity.action === 'add') {
      const isNew = await turn.say(welcomeWords(activity.botName));
      return isNew ? { kind: 'answered', by: 'welcome' } : DUPLICATE;
    }
    if (activity.action !== 'remove') return service('installation');
    await this.options.inbox.customerLeft(activity.botAppId, activity.conversation.id);
    return { kind: 'answered', by: 'farewell' };
  }

  private async take(turn: Turn, message: CustomerMessage): Promise<Outcome> {
    const arrival = await this.options.inbox.customerSaid(message);
    if (arrival === 'accepted') return STORED;
    if (arrival === 'duplicate') return DUPLICATE;
    // Nothing was stored, so the chat itself has to say how it goes on.
    // The desk's own bot may be spoken to by whoever runs it; a connection's bot has customers only.
    const isDesk = turn.activity.botName === null;
    const ended = isDesk ? await this.options.returning.wrote(message) : null;
    if (ended === 'duplicate') return DUPLICATE;
    if (ended) {
      await turn.say(render('ended', { ...ended, id: ended.escalationId }));
      return { kind: 'answered', by: 'ended' };
    }
    const help = render('help', { place: 'personal', queueName: null });
    const isNew = await turn.say(isDesk ? help : asleepWords(turn.activity.botName));
    return isNew ? { kind: 'answered', by: 'noConnection' } : DUPLICATE;
  }

  private messageOf(activity: Activity): CustomerMessage {
    const { from, locale, value } = activity;
    const answer = saidOf(activity);
    const choice = readChoice(value);
    const content = readContent(activity, this.options);
    const base = {
      key: arrivalKey(activity),
      botAppId: activity.botAppId,
      address: addressOf(activity),
      customer: { id: from.aadObjectId ?? null, name: from.name, locale: locale ?? null },
      externalId: activity.id ?? arrivalKey(activity),
      attachments: content.attachments,
      sentAt: sentAt(activity, new Date()),
    };
    // What a press on a desk's own button in a bot's name says beside it, the button says itself.
    if (choice) return { ...base, text: '', choice, value };
    if (answer) return { ...base, text: '', value: answer.value, pressed: { cardId: answer.cardId } };
    return {
      ...base,
      text: content.text,
      ...(content.quote && { quote: content.quote }),
      ...(content.forwarded && { extras: { forwarded: true as const } }),
      ...(value !== undefined && value !== null && { value }),
    };
  }
}

/** Whoever it came from, by each of their ids. */
const personIdsOf = ({ from }: Activity): string[] =>
  [from.aadObjectId, from.id].filter((id) => typeof id === 'string');

const EndedPress = z.object({ handoffDesk: z.literal('askAgain'), escalationId: z.uuid() });
const WaitingPress = z.object({
  handoffDesk: z.enum(['leaveMessage', 'stopWaiting']),
  escalationId: z.uuid().nullish().catch(null),
});

const ReadReceipt = z.object({ lastReadMessageId: z.coerce.string().regex(/^\d{1,30}$/) });
