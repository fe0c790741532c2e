/** File consent: a customer accepts or declines a document an agent sent in Teams. */
import { fileDeclined } from '../cards/words/agent/notes';
import { SYSTEM } from '../domain/escalation';
import { uploadLane } from '../domain/lanes';
import type { TeamsPlace } from '../domain/message';
import type { ConsentedUpload } from '../domain/file';
import { hintMessage } from '../escalation/consequences/hints';
import { findConversation, lockConversation } from '../store/conversations';
import { openEscalationOf } from '../store/escalation/escalations';
import { type DeliverableFile, deliverableFile } from '../store/files';
import { takeKey } from '../store/inbox';
import { appendMessage } from '../store/messages';
import { enqueue } from '../store/outbox/outbox';
import type { Db, Tx } from '../store/postgres/db';

export interface Consent {
  key: string;
  fileId: string;
  /** The chat it was pressed in, which must be the one the file was offered in. */
  place: TeamsPlace;
}

export class FileConsents {
  constructor(private readonly db: Db) {}

  /** The desk puts the file where Teams says; however often the button is pressed, once at a time. */
  async accepted(consent: Consent, upload: ConsentedUpload): Promise<void> {
    await this.db.transaction(async (tx) => {
      const file = await offered(tx, consent);
      if (!file || !(await takeKey(tx.q, consent.key))) return;
      enqueue(tx, uploadLane(file.id), 'upload', { fileId: file.id, to: consent.place, upload });
    });
  }

  /** Whoever has the chat learns that the customer did not want it. */
  async declined(consent: Consent): Promise<void> {
    await this.db.transaction(async (tx) => {
      const file = await offered(tx, consent);
      const conversation = file && (await lockConversation(tx.q, file.conversationId));
      if (!file || !conversation || !(await takeKey(tx.q, consent.key))) return;
      await noteAboutFile(tx, file, fileDeclined(conversation.customer_name, file.name));
    });
  }
}

async function offered(tx: Tx, { fileId, place }: Consent): Promise<DeliverableFile | null> {
  const file = await deliverableFile(tx.q, fileId);
  const conversation = file && (await findConversation(tx.q, file.conversationId));
  return conversation?.address?.channel === 'teams' && conversation.address.conversationId === place.conversationId
    ? file
    : null;
}

/** For agents: what became of a file on its way to the customer. */
export async function noteAboutFile(
  tx: Tx,
  { conversationId }: { conversationId: string },
  text: string,
): Promise<void> {
  const open = await openEscalationOf(tx.q, conversationId);
  const escalationId = open?.id ?? null;
  const note = { conversationId, escalationId, author: SYSTEM, note: true, text, sentAt: new Date() };
  const { seq } = await appendMessage(tx.q, note);
  if (open) hintMessage(tx, open, seq);
}
