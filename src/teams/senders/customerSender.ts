/** Delivers words to a customer's chat, one message an item. */
import { LRUCache } from 'lru-cache';
import { CHAT_UNKNOWN, FILE_ON_ITS_WAY, NOTHING_TO_DELIVER } from '../../cards/words/agent/delivery';
import { CHAT_BEING_OPENED } from '../../cards/words/agent/personChat';
import { settleMessage } from '../../escalation/settle';
import type { Message, TeamsAddress } from '../../domain/message';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { type ConversationRow, conversationOfMessage } from '../../store/conversations';
import type { Db, Tx } from '../../store/postgres/db';
import { together } from '../../store/postgres/transaction';
import { findMessage } from '../../store/messages';
import { refusedWords } from '../../cards/words/manager/refused';
import type { DeskAdapter } from '../bots/adapter';
import type { BotHealth } from '../bots/bots';
import { forgetSignIn, keepParts, markRefused } from '../../store/deliveredParts';
import type { ChatOpener } from './chatOpener';
import { isChatGone, isRefusal, mayHaveMoved, sendOutcomeOf } from './deliveryFaults';
import { type Part, partsOf } from './customerActivities';
import type { CustomerFiles, PlannedActivity } from './customerFiles';

/** About an hour of trying; then the agent decides. */
const MOST_ATTEMPTS = 60;
/** About a minute. */
const MOVED_ATTEMPTS = 6;
/** Messages part of which is delivered; forgotten ones are sent whole again. */
const MOST_UNDER_WAY = 1_000;
/** A file that comes with a message is there soon after it. */
const FILE_MS = 300;

/** What Teams has of a message, and what it has yet to get. */
interface Progress {
  left: Part[];
  /** Teams' ids of what it has, in order. */
  ids: string[];
  /** Attachments Teams would not have, and why. */
  refused: Map<number, string>;
  /** The words themselves were refused. */
  failed: string | null;
}

export class CustomerSender implements Sender<'customer'> {
  readonly kind = 'customer';
  readonly maxAttempts = MOST_ATTEMPTS;
  private readonly underWay = new LRUCache<string, Progress>({ max: MOST_UNDER_WAY });

  constructor(
    private readonly options: {
      adapter: DeskAdapter;
      db: Db;
      botAppId: string;
      customerFiles: CustomerFiles;
      health: BotHealth;
      opener: Pick<ChatOpener, 'open'>;
    },
  ) {}

  async send(item: Item<'customer'>, signal: AbortSignal): Promise<SendOutcome> {
    const { adapter, db } = this.options;
    const { messageId } = item.payload;
    const [message, conversation] = await together(db.q, (q) =>
      Promise.all([findMessage(q, messageId), conversationOfMessage(q, messageId)]),
    );
    if (!message || message.note) return { result: 'failed', reason: NOTHING_TO_DELIVER };
    const found = conversation && (await this.addressOf(conversation, item.attempts, signal));
    if (!found || 'result' in found) return found ?? { result: 'failed', reason: CHAT_UNKNOWN };
    const address = found;
    const known = this.underWay.get(item.id);
    const files = known ? [] : await this.options.customerFiles.activitiesFor(message);
    if (!files) return { result: 'retry', reason: FILE_ON_ITS_WAY, afterMs: FILE_MS };
    const progress = known ?? begun(message, files);
    this.underWay.set(item.id, progress);
    try {
      const connector = await adapter.connector(appIdOf(address.botId, this.options.botAppId), address.serviceUrl);
      for (let [part] = progress.left; part; [part] = progress.left) {
        try {
          const answer = await connector.conversations.sendToConversation(
            address.conversationId,
            { ...part.activity, from: { id: address.botId, name: address.botName ?? '' }, channelId: 'msteams' },
            { abortSignal: signal },
          );
          if (answer.id) progress.ids.push(answer.id);
          progress.left.shift();
        } catch (error) {
          if (!isRefusal(error)) throw error;
          takeApart(progress, part, sendOutcomeOf(error));
        }
      }
      const outcome = outcomeOf(progress);
      this.complain(message, conversation, progress, outcome);
      return outcome;
    } catch (error) {
      if (isChatGone(error) && conversation.kind === 'copilotStudioTeams') {
        const opened = await this.options.opener.open(conversation, item.attempts, signal);
        if (opened.state === 'shut') return opened.outcome;
        if (item.attempts < MOVED_ATTEMPTS) return { result: 'retry', reason: CHAT_BEING_OPENED };
      }
      // A new address is learned from the next thing that is heard from there.
      const isPatient = mayHaveMoved(error) && item.attempts < MOVED_ATTEMPTS;
      const outcome = sendOutcomeOf(error);
      if (isPatient && outcome.result === 'failed') return { result: 'retry', reason: outcome.reason };
      this.complain(message, conversation, progress, outcome);
      return outcome;
    }
  }

  /** An agent in Teams hands over people the bot may have no chat with yet. */
  private async addressOf(
    conversation: ConversationRow,
    attempts: number,
    signal: AbortSignal,
  ): Promise<TeamsAddress | SendOutcome> {
    const { address } = conversation;
    if (address?.channel === 'teams') return address;
    if (address?.channel !== 'person') return { result: 'failed', reason: CHAT_UNKNOWN };
    const opened = await this.options.opener.open(conversation, attempts, signal);
    return opened.state === 'open' ? opened.address : opened.outcome;
  }

  /** What Teams does not take of a bot's is for whoever looks after the bot; that a customer is gone is not. */
  private complain(message: Message, conversation: ConversationRow, { refused }: Progress, outcome: SendOutcome): void {
    if (message.author.kind !== 'bot' || outcome.result === 'retry') return;
    const isBlocked = outcome.result === 'failed' && outcome.blocksLane === true;
    const reason = outcome.result === 'failed' && !isBlocked ? outcome.reason : [...refused.values()][0];
    if (reason) this.options.health.faulted(conversation.connection_id, refusedWords(reason));
  }

  async settle(tx: Tx, item: Item<'customer'>, outcome: SendOutcome): Promise<void> {
    const { messageId } = item.payload;
    const message = await settleMessage(tx, messageId, outcome);
    if (outcome.result === 'retry') return;
    const progress = this.underWay.get(item.id);
    // A transaction that was rolled back is made once more, and has to know it still.
    tx.after(() => this.underWay.delete(item.id));
    const others = outcome.result === 'delivered' ? progress?.ids.slice(1) : progress?.ids;
    if (others) await keepParts(tx.q, messageId, others);
    if (progress && progress.refused.size > 0) await markRefused(tx.q, messageId, progress.refused);
    if (message?.extras.signIn) await forgetSignIn(tx.q, messageId);
  }
}

function begun(message: Message, files: PlannedActivity[]): Progress {
  const own = files.map(({ activity, instead }): Part => ({
    activity,
    carries: [],
    apart: instead ? [{ activity: instead, carries: [], apart: [] }] : [],
  }));
  return { left: [...partsOf(message), ...own], ids: [], refused: new Map(), failed: null };
}

/** A part Teams refuses is replaced by words that name it; the rest is delivered. */
function takeApart(progress: Progress, part: Part, outcome: SendOutcome): void {
  const reason = outcome.result === 'delivered' ? '' : outcome.reason;
  progress.left.splice(0, 1, ...part.apart);
  const [only, ...others] = part.carries;
  if (only !== undefined && others.length === 0 && part.apart.every(({ carries }) => carries.length === 0)) {
    progress.refused.set(only, reason);
  }
  const isGivenUp = part.apart.every(({ isText }) => !isText);
  if (part.isText && isGivenUp) progress.failed = reason;
}

function outcomeOf({ failed, ids }: Progress): SendOutcome {
  return failed === null ? { result: 'delivered', externalId: ids[0] ?? null } : { result: 'failed', reason: failed };
}

/** `28:<app id>`; emulators use ids of their own. */
export function appIdOf(botId: string, deskAppId: string): string {
  return botId.startsWith('28:') ? botId.slice(3) : deskAppId;
}
