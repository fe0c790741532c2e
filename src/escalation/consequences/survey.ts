import { SURVEY_LANGUAGES } from '../../cards/words/customer/survey';
import { askedSince, asksAfter, formFor, remindAt } from '../../domain/survey';
import { insertSurvey, surveyOf } from '../../store/escalation/surveys';
import type { Consequence } from './consequence';

/** Whoever an agent has helped is asked how it was, where their queue wants to know. */
export const askHowItWas: Consequence = async ({ tx, conversation, before, change, now, channels }) => {
  if (!asksAfter(before, change) || conversation.address === null) return;
  const asks = await surveyOf(tx.q, before.id);
  if (!asks) return;
  const { settings, locale } = asks;
  const form = formFor(settings, locale, SURVEY_LANGUAGES);
  const isNew = await insertSurvey(tx.q, {
    escalationId: before.id,
    tenantId: before.tenantId,
    customerId: conversation.customer_id,
    queueId: before.queueId,
    agentId: before.assigneeId,
    form,
    now,
    askedSince: askedSince(settings, now),
    remindAt: channels.hasSurveyCard(conversation) ? remindAt(settings, now) : null,
  });
  if (isNew)
    await channels.askHowItWas(tx, conversation, { escalationId: before.id, number: before.number, form, now });
};
