/** Surveys after they were asked: what a customer answers, whom to ask once more, and what never reached anybody. */
import { reasonOf } from '../base/errors';
import { unaskedWords } from '../cards/words/agent/notes';
import { type Actor, SYSTEM } from '../domain/escalation';
import { type Given, type SurveyForm, answer, ratedEvent } from '../domain/survey';
import type { Happened } from '../domain/change';
import { type ConversationRow, lockConversation } from '../store/conversations';
import { lockEscalation } from '../store/escalation/subjects';
import {
  dueReminders,
  findSurvey,
  forgetUnasked,
  hasComeBack,
  nextVersion,
  rememberSurveyCard,
  saveRating,
  settleReminder,
  surveyOf,
} from '../store/escalation/surveys';
import type { Db, Tx } from '../store/postgres/db';
import { type Escalations, lockBoth } from './escalations';
import { leaveLaterEvent } from './laterEvent';

/** `unknown`: this customer was asked nothing of the kind, or it has been erased. */
export interface Answered {
  result: 'rated' | 'same' | 'unclear' | 'closed' | 'unknown';
  form: SurveyForm | null;
}

/** Reminders sent in one round. */
const BATCH = 200;

export class Surveys {
  constructor(
    private readonly db: Db,
    private readonly escalations: Pick<Escalations, 'channels' | 'now'>,
  ) {}

  /** The caller has found the conversation the answer came from; only its own escalations are answered in it. */
  async answered(tx: Tx, conversationId: string, escalationId: string, given: Given): Promise<Answered> {
    const conversation = await lockConversation(tx.q, conversationId);
    const escalation = await lockEscalation(tx.q, escalationId);
    const asked = await findSurvey(tx.q, escalationId);
    if (!conversation || !escalation || asked?.conversationId !== conversation.id)
      return { result: 'unknown', form: null };
    const now = this.escalations.now();
    const decision = answer(asked, given, now);
    if (decision.kind === 'rated') {
      const { rating, grade, comment } = decision;
      const version = await saveRating(tx.q, escalationId, { rating, grade, comment, now });
      await leaveLaterEvent(
        tx,
        escalationId,
        version,
        ratedEvent(customerOf(conversation), asked.form.scale, decision),
        now,
      );
    }
    // The card says what holds, also whose time is over.
    if (decision.kind !== 'unclear')
      await this.escalations.channels.showSurvey(tx, conversation, { escalationId, how: 'refresh' });
    return { result: decision.kind, form: asked.form };
  }

  /** Asks once more whoever has not answered. @returns whether there may be more to do at once */
  async remind(now: Date): Promise<boolean> {
    const due = await dueReminders(this.db.q, now, BATCH);
    const errors: unknown[] = [];
    for (const one of due) await this.remindOne(one, now).catch((error: unknown) => errors.push(error));
    if (errors.length > 0)
      throw new AggregateError(errors, `${errors.length} of ${due.length} reminders: ${reasonOf(errors[0])}`);
    return due.length === BATCH;
  }

  private async remindOne({ id, tenantId }: { id: string; tenantId: string }, now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { conversation } = await lockBoth(tx, id, tenantId);
      // Read again: whoever had the lock may have reminded them, or heard the answer.
      const asked = await findSurvey(tx.q, id);
      if (!asked?.remindAt || asked.remindAt > now) return;
      const [settings, isBack] = await Promise.all([surveyOf(tx.q, id), hasComeBack(tx.q, id)]);
      // A queue that asks no more does not remind either; and who is here again has other things in mind.
      const isWanted = (settings?.settings.remindHours ?? null) !== null;
      const reminds = isWanted && !isBack && asked.answeredAt === null;
      tx.later(settleReminder(tx.q, id, reminds ? now : null));
      if (reminds) await this.escalations.channels.showSurvey(tx, conversation, { escalationId: id, how: 'remind' });
    });
  }
}

/** At once and not with the rest: a card that is not remembered is never edited. */
export async function keepSurveyCard(db: Db, escalationId: string, cardId: string): Promise<void> {
  await rememberSurveyCard(db.q, escalationId, cardId);
}

/** The question never reached the customer: they count as not asked. */
export async function noteUnasked(tx: Tx, escalationId: string, reason: string): Promise<void> {
  const escalation = await lockEscalation(tx.q, escalationId);
  if (!escalation || !(await forgetUnasked(tx.q, escalationId))) return;
  const event: Happened = { type: 'survey_failed', summary: unaskedWords(reason), actor: SYSTEM, reason };
  await leaveLaterEvent(tx, escalationId, await nextVersion(tx.q, escalationId), event, new Date());
}

const customerOf = ({ customer_id: id, customer_name: name }: ConversationRow): Actor => ({
  kind: 'customer',
  id,
  name,
});
