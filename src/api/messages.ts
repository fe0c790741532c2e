import { z } from 'zod';
import type { Said } from '../arrival/replies';
import type { Message as StoredMessage } from '../domain/message';
import { filesOf } from '../store/files';
import { messagesOf } from '../store/messages';
import type { Reader } from '../store/postgres/db';
import { badField } from '../base/errors';
import { Message, MessageChange, MessagesAfter, NewMessage, NewNote, Page } from '../contract/api';
import { presentMessage } from './present';
import { type Answer, type Asker, nothing, ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation, visibleId } from './visible';

export function messageRoutes({ db, replies, amendments, typing }: Services): Route[] {
  /** With how their files stand. */
  async function shown(messages: StoredMessage[], who: Asker, q: Reader = db.q): Promise<Message[]> {
    const files = await filesOf(
      q,
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
        const transcript = async (q: Reader) => {
          const { items, next } = await messagesOf(q, escalation, query);
          return { items: await shown(items, who, q), next };
        };
        return ok(await (escalation.endedAt ? db.read(transcript) : transcript(db.q)));
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
        const id = await visibleId(db.q, who, params);
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
        const id = await visibleId(db.q, who, params);
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
        const id = await visibleId(db.q, who, params);
        return ok((await shown([await replies.retry(id, who, seqOf(params))], who))[0]);
      },
    }),
    route({
      method: 'patch',
      path: '/escalations/:id/messages/:seq',
      summary: 'Changes one’s own words, for the customer too, where their channel can.',
      body: MessageChange,
      answers: { 200: Message },
      problems: ['not_found', 'not_yours', 'not_claimed', 'closed', 'forbidden'],
      async run({ who, params, body }) {
        const id = await visibleId(db.q, who, params);
        return ok((await shown([await amendments.edit(id, who, seqOf(params), body.text)], who))[0]);
      },
    }),
    route({
      method: 'delete',
      path: '/escalations/:id/messages/:seq',
      summary: 'Takes back one’s own words, for the customer too; managers still read what they said.',
      answers: { 200: Message },
      problems: ['not_found', 'not_yours', 'not_claimed', 'closed', 'forbidden'],
      async run({ who, params }) {
        const id = await visibleId(db.q, who, params);
        return ok((await shown([await amendments.remove(id, who, seqOf(params))], who))[0]);
      },
    }),
    ...(['put', 'delete'] as const).map((method) =>
      route({
        method,
        path: '/escalations/:id/messages/:seq/reactions/:type',
        summary:
          method === 'put'
            ? 'Reacts to a message of the customer, who sees it in Teams.'
            : 'Takes one’s own reaction back.',
        answers: { 200: Message },
        problems: ['not_found', 'not_yours', 'not_claimed', 'closed'],
        async run({ who, params }) {
          const id = await visibleId(db.q, who, params);
          const type = ReactionType.safeParse(params['type']);
          if (!type.success) throw badField('type', 'Give one of Teams’ reactions, such as like or heart.');
          const isOn = method === 'put';
          return ok((await shown([await amendments.react(id, who, seqOf(params), type.data, isOn)], who))[0]);
        },
      }),
    ),
    route({
      method: 'post',
      path: '/escalations/:id/typing',
      summary: 'Shows the customer that an agent is writing; worth calling every few seconds at most.',
      answers: { 204: null },
      problems: ['not_found'],
      async run({ who, params }) {
        const id = await visibleId(db.q, who, params);
        const conversation = await replies.typing(id, who);
        if (conversation) await typing(conversation);
        return { status: 204 };
      },
    }),
  ];
}

const ReactionType = z.string().regex(/^[\w-]{1,60}$/);

function seqOf(params: Record<string, string>): number {
  const seq = Seq.safeParse(params['seq']);
  if (!seq.success) throw nothing('message');
  return seq.data;
}

const Seq = z.coerce.number().int().min(1).max(2_147_483_647);
