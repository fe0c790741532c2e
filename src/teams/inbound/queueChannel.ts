/** A queue's channel: presses on escalation cards, and replies under them, which are notes and nothing else. */
import { CHOOSE_A_QUEUE, GONE, NO_WORK_ACCOUNT, pressedOn, refusedWords } from '../../cards/words/channel/presses';
import type { Config } from '../../config/config';
import type { Replies } from '../../arrival/replies';
import { AppError } from '../../base/errors';
import type { Identity } from '../../domain/escalation';
import { refreshCard } from '../../escalation/consequences/card';
import type { Escalations, Outcome as Change } from '../../escalation/escalations';
import { escalationOfThread, rememberCard } from '../../store/escalation/cards';
import type { Db } from '../../store/postgres/db';
import { type EscalationRow, findEscalation } from '../../store/escalation/escalations';
import { findSubject } from '../../store/escalation/subjects';
import { LIMITS } from '../../contract/fields';
import { cut } from '../../base/storable';
import { noteOnlyWords } from '../../cards/words/agent/arrived';
import { type Activity, isMentioned, isPersonal, placeInChannel } from '../protocol/activity';
import { DUPLICATE, type Outcome, STORED, service } from '../protocol/outcome';
import { type Press, pressOf } from '../protocol/press';
import { readContent } from './content';
import { mentionsIn, noteWords } from './markup';
import { cardOf, leftBehind } from '../senders/escalationCards';
import type { People } from './people';
import { type InvokeAnswer, type Turn, withCard, withNothingNew, withToast } from '../protocol/turn';

export const CARD_VERBS = ['claim', 'release', 'resolve', 'transfer'] as const;
export type CardVerb = (typeof CARD_VERBS)[number];
export const isCardVerb = (verb: string): verb is CardVerb => (CARD_VERBS as readonly string[]).includes(verb);

const PRESSED: Outcome = { kind: 'answered', by: 'press' };
const noteId = ({ id }: Activity) => `teams:${id}`;

export class QueueChannel {
  constructor(
    private readonly options: { db: Db; config: Config; escalations: Escalations; replies: Replies; people: People },
  ) {}

  /** Action.Execute: the winner's card shows the new state at once; the outbox brings everybody else's. */
  async pressed(turn: Turn, press: Press | null): Promise<Outcome> {
    const result = await this.decide(turn.activity, press);
    await turn.answer(await this.answerTo(turn.activity, result));
    return PRESSED;
  }

  /** Nobody pressed: the card is shown as it is now. */
  async refreshed(turn: Turn): Promise<Outcome> {
    const press = pressOf(turn.activity);
    const row = press?.escalationId ? await findEscalation(this.options.db.q, press.escalationId) : null;
    const isOurs = row?.tenantId === turn.activity.tenantId;
    await turn.answer(row && isOurs ? await this.shownTo(turn.activity, row) : withNothingNew);
    return service('refresh');
  }

  /** Action.Submit, on clients that know no Action.Execute: only a refusal needs words, which concern nobody else; the card updates itself. */
  async submitted(turn: Turn, press: Press): Promise<Outcome> {
    const result = await this.decide(turn.activity, press);
    const refused = typeof result === 'string' ? result : result.ok ? null : refusedWords(result.refusal, new Date());
    if (refused === null) return PRESSED;
    const row = press.escalationId ? await findSubject(this.options.db.q, press.escalationId) : null;
    const isOurs = row?.tenantId === turn.activity.tenantId;
    await turn.tell(isOurs ? pressedOn(row.number, refused) : refused);
    return PRESSED;
  }

  /** A reply under an escalation's card is a note, whatever is in it; null when it was no such reply. */
  async replied(turn: Turn): Promise<Outcome | null> {
    const { activity } = turn;
    const { channelId, rootId } = placeInChannel(activity);
    const text = this.noteIn(activity);
    if (rootId === null || rootId === activity.id || text === '' || !activity.id) return null;
    const id = await escalationOfThread(this.options.db.q, channelId, rootId);
    const who = id ? await this.options.people.identify(activity) : null;
    if (!id || !who) return null;
    const kept = await this.keepNote(id, who, { text, activity });
    if (kept.refusal === null) await turn.confirm();
    // Without a mention the reply was for colleagues: no answer.
    else if (isMentioned(activity)) await turn.say(kept.refusal);
    return kept.outcome;
  }

  /** A note changes with the reply it came from. */
  async changed({ activity }: Turn): Promise<Outcome> {
    const { rootId, channelId } = placeInChannel(activity);
    const id = rootId && activity.id ? await escalationOfThread(this.options.db.q, channelId, rootId) : null;
    const who = id ? await this.options.people.identify(activity) : null;
    if (!id || !who) return service('colleagues');
    const isChanged = await this.options.replies.changeNote(id, who, {
      clientMessageId: noteId(activity),
      change: activity.type === 'messageDelete' ? { kind: 'deleted' } : { kind: 'edited', text: this.noteIn(activity) },
    });
    return isChanged ? STORED : service('colleagues');
  }

  private noteIn(activity: Activity): string {
    const { text, attachments, isEmpty } = readContent(activity, this.options.config);
    const words = noteWords(activity) || (activity.text?.trim() || isEmpty ? '' : text);
    if (words !== '' || isEmpty) return cut(words, LIMITS.noteText);
    return noteOnlyWords(attachments.map(({ name, contentType }) => name ?? contentType));
  }

  private async keepNote(
    id: string,
    who: Identity,
    { text, activity }: { text: string; activity: Activity },
  ): Promise<{ outcome: Outcome; refusal: string | null }> {
    try {
      const note = { text, clientMessageId: noteId(activity) };
      const { isNew } = await this.options.replies.note(id, who, note, mentionsIn(activity));
      return { outcome: isNew ? STORED : DUPLICATE, refusal: null };
    } catch (error) {
      if (error instanceof AppError) return { outcome: service('colleagues'), refusal: error.message };
      throw error;
    }
  }

  private async decide(activity: Activity, press: Press | null): Promise<Change | string> {
    const { db, escalations, people } = this.options;
    if (!press || !isCardVerb(press.verb)) return GONE;
    const { verb, escalationId: id, queueId, note, wrapUp } = press;
    const row = id ? await findSubject(db.q, id) : null;
    if (row?.tenantId !== activity.tenantId) return GONE;
    const who = await people.identify(activity);
    if (!who) return NO_WORK_ACCOUNT;
    await this.adopt(activity, row);
    try {
      if (verb === 'resolve') return await escalations.resolve(row.id, who, wrapUp);
      if (verb !== 'transfer') return await escalations[verb](row.id, who);
      if (queueId === null) return CHOOSE_A_QUEUE;
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

  private async answerTo(activity: Activity, result: Change | string): Promise<InvokeAnswer> {
    if (typeof result === 'string') return withToast(result);
    if (!result.ok) return withToast(refusedWords(result.refusal, new Date()));
    return this.shownTo(activity, result.escalation);
  }

  /** Their own view: with what they may do, and nothing else. */
  private async shownTo(activity: Activity, row: EscalationRow): Promise<InvokeAnswer> {
    const { db, config, people } = this.options;
    const left = await leftBehind(db.q, row, placeInChannel(activity).channelId);
    const viewer = await people.identify(activity);
    const { card } = await cardOf(row, { q: db.q, config, now: new Date(), left, viewer });
    return withCard(card);
  }
}
