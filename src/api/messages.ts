import { z } from 'zod';
import type { Said } from '../arrival/replies';
import type { Message as StoredMessage } from '../domain/message';
import { filesOf } from '../store/files';
import { readMark } from '../store/escalation/reading';
import type { EscalationRow } from '../store/escalation/escalations';
import { messagesOf, seqAt, seqsWith } from '../store/transcript';
import { inQueue, manages, managesAll } from '../domain/policy';
import { readsAlong } from '../domain/turns';
import { LIMITS, MAX_SEQ } from '../contract/fields';
import type { Reader } from '../store/postgres/db';
import { badField } from '../base/errors';
import {
  Message,
  MessageChange,
  MessageSearch,
  MessagesAfter,
  MessagesFound,
  MessagesPage,
  NewMessage,
  NewNote,
} from '../contract/api';
import { presentMessage } from './present';
import { type Answer, type Asker, nothing, ok, type Route, route } from './route';
import type { Services } from './services';
import { openedEscalation, visibleId } from './visible';

export function messageRoutes({ db, replies, amendments, typing, audit }: Services): Route[] {
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
    return { status: isNew ? 201 : 200, body: (await shown([message], alone(who)))[0] };
  }

  return [
    route({
      method: 'get',
      path: '/escalations/:id/messages',
      summary: 'The transcript in order, after a given seq, around one, or around a time; notes are among it.',
      query: MessagesAfter,
      answers: { 200: MessagesPage },
      problems: ['not_found'],
      async run({ who, params, query }) {
        const escalation = await openedEscalation({ db, audit }, who, params);
        const { fromSeq: first, lastSeq } = escalation;
        const transcript = async (q: Reader): Promise<MessagesPage> => {
          const around = await middleOf(q, escalation, query);
          const after = around === null ? query.after : Math.max(first - 1, around - 1 - Math.floor(query.limit / 2));
          const [{ items, next }, readUpTo] = await Promise.all([
            messagesOf(q, escalation, { after, limit: query.limit }),
            readsAlong(who, escalation) ? readMark(q, escalation.id, who.id) : null,
          ]);
          const last = Math.max(lastSeq, items.at(-1)?.seq ?? 0);
          return {
            items: await shown(items, inQueue(who, escalation.queueId), q),
            next,
            first,
            last,
            around,
            readUpTo,
          };
        };
        return ok(await (escalation.endedAt ? db.read(transcript) : transcript(db.q)));
      },
    }),
    route({
      method: 'get',
      path: '/escalations/:id/messages/search',
      summary: 'Where in the transcript words are said: the places, in order; at most the newest 500.',
      query: MessageSearch,
      answers: { 200: MessagesFound },
      problems: ['not_found'],
      async run({ who, params, query }) {
        const escalation = await openedEscalation({ db, audit }, who, params);
        const limit = LIMITS.messagesFound;
        const found = await db.read((q) =>
          seqsWith(q, escalation, query.q, {
            readerId: manages(who, escalation.queueId) ? null : who.id,
            limit: limit + 1,
          }),
        );
        return ok({ seqs: found.slice(0, limit).reverse(), isCut: found.length > limit });
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
        const mentions = (body.mentions ?? []).map((userId) => ({ userId, teamsUserId: null, name: '' }));
        return said(await replies.note(id, who, body, mentions), who);
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
        return ok((await shown([await replies.retry(id, who, seqOf(params))], alone(who)))[0]);
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
        return ok((await shown([await amendments.edit(id, who, seqOf(params), body.text)], alone(who)))[0]);
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
        return ok((await shown([await amendments.remove(id, who, seqOf(params))], alone(who)))[0]);
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
          return ok((await shown([await amendments.react(id, who, seqOf(params), type.data, isOn)], alone(who)))[0]);
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

/** The message asked for by its place or its time, as it lies in the transcript; null: asked for by neither. */
async function middleOf(
  q: Reader,
  escalation: EscalationRow,
  { around, at }: z.output<typeof MessagesAfter>,
): Promise<number | null> {
  const { fromSeq, lastSeq } = escalation;
  const wanted = around ?? (at === undefined ? null : ((await seqAt(q, escalation, new Date(at))) ?? lastSeq));
  return wanted === null ? null : Math.max(fromSeq, Math.min(wanted, lastSeq));
}

/** Where its queue is not looked at, a bounded manager is shown what an agent is. */
const alone = (who: Asker): Asker => ({ ...who, manager: managesAll(who) });

const ReactionType = z.string().regex(/^[\w-]{1,60}$/);

function seqOf(params: Record<string, string>): number {
  const seq = Seq.safeParse(params['seq']);
  if (!seq.success) throw nothing('message');
  return seq.data;
}

const Seq = z.coerce.number().int().min(1).max(MAX_SEQ);
