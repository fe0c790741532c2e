/** A decided change that has just been written, as its consequences see it: all of them in the same transaction. */
import type { EscalationNews } from '../../domain/channel';
import type { Actor, Escalation } from '../../domain/escalation';
import type { Message } from '../../domain/message';
import type { SurveyForm } from '../../domain/survey';
import type { Change } from '../../domain/change';
import type { ConversationRow } from '../../store/conversations';
import type { NewMessageRow } from '../../store/messages';
import type { Tx } from '../../store/postgres/db';

export interface Applied {
  tx: Tx;
  now: Date;
  /** Both are locked. */
  conversation: ConversationRow;
  before: Escalation;
  change: Change;
  /** The one the change made. */
  version: number;
  /** What whoever made the change says to the agents along with it. */
  note: { text: string; author: Actor } | undefined;
  channels: Voices;
  /** Assignment looks who can take what waits in this tenant. */
  lookForWork: (tenantId: string) => void;
}

/** A survey that has just been written. */
export interface AskedNow {
  escalationId: string;
  number: number;
  form: SurveyForm;
  now: Date;
}

/** The part of the channels that a change needs. */
export interface Voices {
  sayToCustomer(
    tx: Tx,
    conversation: ConversationRow,
    message: Omit<NewMessageRow, 'conversationId' | 'note' | 'delivery'>,
  ): Promise<Pick<Message, 'seq'>>;
  tellBot(tx: Tx, conversation: ConversationRow, news: EscalationNews): Promise<void>;
  showWaiting(tx: Tx, conversation: ConversationRow, escalationId: string): Promise<void>;
  hasSurveyCard(conversation: ConversationRow): boolean;
  askHowItWas(tx: Tx, conversation: ConversationRow, survey: AskedNow): Promise<void>;
}

export type Consequence = (applied: Applied) => Promise<void>;
