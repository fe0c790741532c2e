import { z } from 'zod';
import type { Said } from '../arrival/replies';
import type { Message as StoredMessage } from '../domain/message';
import { filesOf } from '../store/files';
import { messagesOf } from '../store/messages';
import { Message, MessagesAfter, NewMessage, NewNote, Page } from '../contract/api';
import { presentMessage } from './present';
import { type Answer, type Asker, nothing, ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';

export function messageRoutes({ db, replies, typing }: Services): Route[] {
  /** With how their files stand. */
  async function shown(messages: StoredMessage[], who: Asker): Promise<Message[]> {
    const files = await filesOf(
      db.q,
      messages.filter(({ attachments }) => attachments.some(({ fileId }) => fileId)).map(({ id }) => id),
    );
    return messages.map((message) => presentMessage(message, who, files));
  }

  /** 201 for new words, 200 for words we already have. */
  async function said({ message, isNew }: Said, who: Asker): Promise<Answer> {
    return { status: isNew ? 201 : 200, body: (await shown([message], who))[0] };
  }

  return [
    route({
      method: 'get',
      path: '/escalations/:id/messages',
      summary: 'The transcript in order, after a given seq; notes are among it.',
      query: MessagesAfter,
      answers: { 200: Page(Message) },
      problems: ['not_found'],
      async run({ who, params, query }) {
        const escalation = await visibleEscalation(db.q, who, params);
        const page = await messagesOf(db.q, escalation, query);
        return ok({ items: await shown(page.items, who), next: page.next });
      },
    }),
    route({
      method: 'post',
      path: '/escalations/:id/messages',
      summary: 'Writes to the customer; the same clientMessageId twice is one message.',
      body: NewMessage,
      answers: { 200: Message, 201: Message },
      problems: ['not_found', 'not_yours', 'not_claimed', 'already_exists', 'closed'],
      async run({ who, params, body }) {
        const { id } = await visibleEscalation(db.q, who, params);
        return said(await replies.reply(id, who, body), who);
      },
    }),
    route({
      method: 'post',
      path: '/escalations/:id/notes',
      summary: 'Writes a note for colleagues; the customer never gets it.',
      body: NewNote,
      answers: { 200: Message, 201: Message },
      problems: ['not_found', 'already_exists', 'closed', 'managers_only', 'not_claimed'],
      async run({ who, params, body }) {
        const { id } = await visibleEscalation(db.q, who, params);
        return said(await replies.note(id, who, body), who);
      },
    }),
    route({
      method: 'post',
      path: '/escalations/:id/messages/:seq/retry',
      summary: 'Sends a message again whose delivery failed.',
      answers: { 200: Message },
      problems: ['not_found', 'not_yours', 'closed'],
      async run({ who, params }) {
        const { id } = await visibleEscalation(db.q, who, params);
        const seq = Seq.safeParse(params['seq']);
        if (!seq.success) throw nothing('message');
        return ok((await shown([await replies.retry(id, who, seq.data)], who))[0]);
      },
    }),
    route({
      method: 'post',
      path: '/escalations/:id/typing',
      summary: 'Shows the customer that an agent is writing; worth calling every few seconds at most.',
      answers: { 204: null },
      problems: ['not_found'],
      async run({ who, params }) {
        const { id } = await visibleEscalation(db.q, who, params);
        const conversation = await replies.typing(id, who);
        if (conversation) await typing(conversation);
        return { status: 204 };
      },
    }),
  ];
}

const Seq = z.coerce.number().int().min(1).max(2_147_483_647);
