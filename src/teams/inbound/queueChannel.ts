/** A queue's channel: presses on escalation cards, and replies under them, which are notes and nothing else. */
import { lasted } from '../../cards/timing';
import type { Config } from '../../config/config';
import type { Replies } from '../../arrival/replies';
import { AppError } from '../../base/errors';
import type { Identity } from '../../domain/escalation';
import { refreshCard } from '../../escalation/consequences/card';
import type { Escalations, Outcome } from '../../escalation/escalations';
import { refusalWords } from '../../domain/refusals';
import type { Refusal } from '../../domain/transitions';
import { escalationOfThread, rememberCard } from '../../store/escalation/cards';
import type { Db } from '../../store/postgres/db';
import { findEscalation } from '../../store/escalation/escalations';
import { type Activity, type Press, isMentioned, isPersonal, placeInChannel } from '../protocol/activity';
import { cardOf } from '../senders/escalationCards';
import type { People } from './people';
import { type InvokeAnswer, type Turn, withCard, withToast } from '../protocol/turn';

export const CARD_VERBS = ['claim', 'release', 'resolve', 'transfer'] as const;
export type CardVerb = (typeof CARD_VERBS)[number];
export const isCardVerb = (verb: string): verb is CardVerb => (CARD_VERBS as readonly string[]).includes(verb);

const GONE = 'This escalation no longer exists.';

export class QueueChannel {
  constructor(
    private readonly options: { db: Db; config: Config; escalations: Escalations; replies: Replies; people: People },
  ) {}

  /** Action.Execute: the winner's card shows the new state at once; the outbox brings everybody else's. */
  async pressed(turn: Turn, verb: CardVerb, press: Press): Promise<void> {
    const result = await this.decide(turn.activity, verb, press);
    await turn.answer(await this.answerTo(result));
  }

  /** Action.Submit, on clients that know no Action.Execute: only a refusal needs words, the card updates itself. */
  async submitted(turn: Turn, verb: CardVerb, press: Press): Promise<void> {
    const result = await this.decide(turn.activity, verb, press);
    if (typeof result === 'string') await turn.say(result);
    else if (!result.ok) await turn.say(refused(result.refusal, new Date()));
  }

  /** A reply under an escalation's card. True when it was one; the customer never sees it. */
  async replied(turn: Turn): Promise<boolean> {
    const { activity } = turn;
    const { channelId, rootId } = placeInChannel(activity);
    const text = activity.text?.trim() ?? '';
    if (rootId === null || rootId === activity.id || text === '' || !activity.id) return false;
    const id = await escalationOfThread(this.options.db.q, channelId, rootId);
    const who = id ? await this.options.people.identify(activity) : null;
    if (!id || !who) return false;
    const words = await this.keepNote(id, who, text, activity.id);
    // Without a mention the reply was meant for colleagues: it is kept quietly.
    if (isMentioned(activity) && words) await turn.say(words);
    return true;
  }

  private async keepNote(id: string, who: Identity, text: string, activityId: string): Promise<string | null> {
    try {
      const { isNew } = await this.options.replies.note(id, who, { text, clientMessageId: `teams:${activityId}` });
      return isNew ? 'Kept as a note for your team. The customer does not see it; answer them from the tab.' : null;
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  }

  private async decide(activity: Activity, verb: CardVerb, press: Press): Promise<Outcome | string> {
    const { db, escalations, people } = this.options;
    const { escalationId: id, queueId, note } = press;
    const row = id ? await findEscalation(db.q, id) : null;
    if (row?.tenantId !== activity.tenantId) return GONE;
    const who = await people.identify(activity);
    if (!who) return 'Only people who signed in with their work account can do that.';
    await this.adopt(activity, row);
    try {
      if (verb !== 'transfer') return await escalations[verb](row.id, who);
      if (queueId === null) return 'Choose the queue it should go to first.';
      return await escalations.transfer(row.id, who, { queueId }, note?.trim() || undefined);
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
  }

  /** A card Teams took although we never heard so: from now on it is kept up to date like the others. */
  private async adopt(activity: Activity, row: { id: string; tenantId: string; queueId: string }): Promise<void> {
    if (!activity.replyToId || isPersonal(activity)) return;
    const card = {
      escalationId: row.id,
      activityId: activity.replyToId,
      channelId: placeInChannel(activity).channelId,
      serviceUrl: activity.serviceUrl,
      botAppId: activity.botAppId,
      shownVersion: null,
    };
    await this.options.db.transaction(async (tx) => {
      const isOrphan = await rememberCard(tx.q, card);
      if (isOrphan) await refreshCard(tx, row);
    });
  }

  private async answerTo(result: Outcome | string): Promise<InvokeAnswer> {
    if (typeof result === 'string') return withToast(result);
    const now = new Date();
    if (!result.ok) return withToast(refused(result.refusal, now));
    const { card } = await cardOf(this.options.db.q, this.options.config, result.escalation, now);
    return withCard(card);
  }
}

/** By whom and when, for the one who came second. */
function refused(refusal: Refusal, now: Date): string {
  const words = refusalWords(refusal);
  return refusal.code === 'already_claimed' ? `${words} That was ${lasted(refusal.at, now)} ago.` : words;
}
