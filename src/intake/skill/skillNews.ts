/** What a parent bot is told of its customer's escalation, as activities of its skill. Pure. */
import { outcomeWords } from '../../cards/words/customer/ended';
import type { Message, SkillAddress } from '../../domain/message';
import type { Escalation } from '../../domain/escalation';
import type { EventRow } from '../../store/escalation/events';

/** Without id and time: the parent's channel gives those. */
export type SkillActivity = { type: 'message' | 'typing' | 'event' | 'endOfConversation' } & Record<string, unknown>;

/**
 * Words for the customer. The parent sends them on under its own name, so who speaks is told by the desk's own
 * messages ("… has joined the chat") and, for parents that want to show it, in `channelData`.
 */
export function wordsActivity({ id, seq, author, text, format, attachments, extras }: Message): SkillActivity {
  return {
    type: 'message',
    text: withQuote(text, extras.quote),
    textFormat: format,
    ...(attachments.length > 0 && {
      attachments: attachments.map(({ contentType, name, content, url }) => ({
        contentType,
        ...(name && { name }),
        ...(content !== undefined && { content }),
        ...(url && { contentUrl: url }),
      })),
    }),
    ...(extras.choices && { suggestedActions: { to: [], actions: extras.choices } }),
    ...(extras.carousel && { attachmentLayout: 'carousel' }),
    channelData: { handoffDesk: { messageId: id, seq, author: { kind: author.kind, name: author.name } } },
  };
}

/** Where a quote is only words, it stands above the answer. */
function withQuote(text: string, quote: Message['extras']['quote']): string {
  return quote ? `“${quote.text}”\n\n${text}` : text;
}

/** `handoff.status` of the Bot Framework's protocol, or null for what it has no word for. */
export function statusActivity(event: EventRow, escalation: Escalation): SkillActivity | null {
  switch (event.type) {
    case 'claimed':
      return status('accepted', event.summary, escalation);
    case 'resolved':
      return status('completed', event.summary, escalation);
    case 'abandoned':
      return status('failed', event.summary, escalation);
    default:
      return null;
  }
}

function status(state: string, message: string, { id, number }: Escalation): SkillActivity {
  return { type: 'event', name: 'handoff.status', value: { state, message, escalationId: id, number } };
}

/** The parent's customer is its own again; the last thing it hears of the escalation. */
export function endActivity({ id, number, status, outcome, assigneeName }: Escalation): SkillActivity {
  return {
    type: 'endOfConversation',
    code: status === 'resolved' ? 'completedSuccessfully' : 'userCancelled',
    value: { escalationId: id, number, status, resolution: outcomeWords(outcome), agent: assigneeName ?? '' },
  };
}

/** The parent asked for something the desk does not do just now: its customer is its own again at once. */
export function refusalActivities(words: string): SkillActivity[] {
  return [
    { type: 'message', text: words, textFormat: 'plain', channelData: { handoffDesk: { author: { kind: 'system' } } } },
    { type: 'event', name: 'handoff.status', value: { state: 'failed', message: words } },
    { type: 'endOfConversation', code: 'completedSuccessfully', value: { status: 'refused', resolution: words } },
  ];
}

/** What was not the desk's to answer. */
export const NOTHING_OPEN: SkillActivity = {
  type: 'endOfConversation',
  code: 'completedSuccessfully',
  value: { status: 'none', resolution: '' },
};

/** The activity as it travels: whom it is for, and under what it hangs. */
export function addressed(activity: SkillActivity, to: SkillAddress): Record<string, unknown> {
  return {
    ...activity,
    channelId: to.customerChannelId,
    serviceUrl: to.serviceUrl,
    conversation: { id: to.conversationId },
    from: { id: to.botAppId, name: 'Handoff Desk', role: 'skill' },
    recipient: { id: to.callerAppId },
    ...(to.replyToId && { replyToId: to.replyToId }),
  };
}

/** Under the parent's last activity, as skills answer; without one, to the conversation itself. */
export function callbackUrl(to: SkillAddress): string {
  return to.replyToId ? activityUrl(to, to.replyToId) : activitiesUrl(to);
}

/** Of an activity the parent knows by this id: where skills change theirs and take them back. */
export function activityUrl(to: SkillAddress, activityId: string): string {
  return `${activitiesUrl(to)}/${encodeURIComponent(activityId)}`;
}

function activitiesUrl({ serviceUrl, conversationId }: SkillAddress): string {
  return `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
}
