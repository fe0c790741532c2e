/** Reads a transcript page by page, with what happened at its place, in the words a file says it in. */
import { fileName, visibleName } from '../../base/names';
import { unnamed } from '../../cards/words/names';
import { asAdaptive } from '../../cards/classicCard';
import { cardWords } from '../../cards/text/cardWords';
import { topicOf } from '../../cards/text/topics';
import { valueWords } from '../../cards/valueWords';
import { FILE_FORGOTTEN } from '../../cards/words/files';
import {
  BECAUSE,
  botVoice,
  BY_RULE,
  DELETED,
  FACTS,
  NOT_RATED,
  noteVoice,
  ON_ITS_WAY,
  ratingWords,
  RULE_NOT_APPLIED,
  whisperVoice,
  WITH_NOTES,
  WITHOUT_NOTES,
  WRITTEN,
} from '../../cards/words/agent/transcript';
import { passedOverWords } from '../../cards/words/agent/passedOver';
import type { Rating } from '../../contract/api';
import type { Identity } from '../../domain/escalation';
import type { AttachmentFacts, Said, TranscriptFacts, TranscriptPart } from '../../domain/export/transcript';
import { zoneMoments, type ZoneMoment } from '../../domain/export/zoneMoments';
import { isPicture } from '../../domain/fileType';
import type { Attachment, Message } from '../../domain/message';
import { passedOverIn } from '../../domain/routing/passedOver';
import { readsWhisper } from '../../domain/policy';
import type { EscalationRow } from '../../store/escalation/escalations';
import { eventsOf, type StoryRow } from '../../store/escalation/events';
import { ratingFrom, surveyFrom } from '../ratings';
import { filesOf, type StoredFile } from '../../store/files';
import type { Db } from '../../store/postgres/db';
import { messagesOf } from '../../store/transcript';

export interface TranscriptWanted {
  escalation: EscalationRow;
  reader: Pick<Identity, 'id' | 'name' | 'manager'>;
  zone: string;
  withNotes: boolean;
  /** With notes, who was passed over when it was offered: for managers. */
  withPassedOver?: boolean;
  /** When it is written. */
  now: Date;
}

const PAGE = 200;
const NOBODY = 'Somebody';
const UNNAMED = 'file';

export function factsOf({ escalation, reader, zone, withNotes, now }: TranscriptWanted): TranscriptFacts {
  const told = zoneMoments(zone);
  const moment = (at: Date): string => `${told(at).day}, ${told(at).time}`;
  const { number, customerName, queueName, connectionName, openedAt, endedAt, people, topic } = escalation;
  const { routingReason, ruleName, passedOver, agentMessage, outcome, tags, summary, variables } = escalation;
  const { survey, botRating } = escalation;
  const owners = people.flatMap(({ name, role }) => (role === 'owner' ? [nameOf(name)] : []));
  const inside: TranscriptFacts['facts'] = [
    [FACTS.topic, topicOf(topic)],
    [FACTS.why, ruleName === null ? routingReason : BY_RULE(ruleName)],
    [FACTS.rulesNotApplied, reader.manager ? passedOver.map(RULE_NOT_APPLIED).join('\n') : null],
    [FACTS.botSays, agentMessage],
    [FACTS.outcome, outcome],
    [FACTS.tags, tags.map(({ name }) => name).join(', ')],
    [FACTS.summary, summary],
  ];
  return {
    number,
    customer: escalation.erasedAt ? unnamed.erased : nameOf(customerName),
    facts: [
      [FACTS.queue, queueName],
      [FACTS.bot, connectionName],
      [FACTS.agents, [...new Set(owners)].join(', ')],
      [FACTS.opened, moment(openedAt)],
      [FACTS.ended, endedAt ? moment(endedAt) : FACTS.notEnded],
      [FACTS.rating, survey && rated(surveyFrom(survey).rating)],
      [FACTS.botRating, botRating && rated(ratingFrom(botRating))],
      ...(withNotes ? inside : []),
    ],
    captured: withNotes ? variables.map(({ name, value }) => ({ name, value: valueWords(value) })) : null,
    written: WRITTEN({ zone, at: moment(now), by: nameOf(reader.name) }),
    kept: withNotes ? WITH_NOTES : WITHOUT_NOTES,
  };
}

const rated = (rating: Rating | null): string => (rating ? ratingWords(rating) : NOT_RATED);

/** Up to what had been said when it began: a chat that goes on would have no end. */
export async function* partsOf(db: Pick<Db, 'q' | 'read'>, wanted: TranscriptWanted): AsyncGenerator<TranscriptPart> {
  const { escalation, reader, zone, withNotes, withPassedOver = false } = wanted;
  const told = zoneMoments(zone);
  let day = '';
  function* at(moment: ZoneMoment, part: TranscriptPart): Generator<TranscriptPart> {
    if (moment.day !== day) yield { kind: 'day', words: moment.day };
    day = moment.day;
    yield part;
  }
  const happened = (event: StoryRow) => {
    const moment = told(event.at);
    return at(moment, { kind: 'event', time: moment.time, at: event.at.toISOString(), words: eventWords(event) });
  };
  const story = withNotes ? eventsIn(db, escalation, withPassedOver) : null;
  let event = (await story?.next())?.value ?? null;
  for await (const { message, files } of messagesIn(db, escalation)) {
    for (; event && event.afterSeq < message.seq; event = (await story?.next())?.value ?? null) yield* happened(event);
    if (message.note && !(withNotes && readsWhisper(reader, message))) continue;
    const moment = told(message.sentAt);
    yield* at(moment, saidOf(message, moment, files));
  }
  for (; event; event = (await story?.next())?.value ?? null) yield* happened(event);
}

async function* messagesIn(
  db: Pick<Db, 'q' | 'read'>,
  escalation: EscalationRow,
): AsyncGenerator<{ message: Message; files: StoredFile[] }> {
  const { conversationId, fromSeq, lastSeq } = escalation;
  let after = fromSeq - 1;
  while (after < lastSeq) {
    const page = await reading(db, escalation, async (q) => {
      const { items } = await messagesOf(q, { conversationId, fromSeq, toSeq: lastSeq }, { after, limit: PAGE });
      const withFiles = items.filter(({ attachments }) => attachments.some(({ fileId }) => fileId));
      return {
        items,
        files: await filesOf(
          q,
          withFiles.map(({ id }) => id),
        ),
      };
    });
    for (const message of page.items) yield { message, files: page.files };
    after = page.items.at(-1)?.seq ?? lastSeq;
  }
}

async function* eventsIn(
  db: Pick<Db, 'q' | 'read'>,
  escalation: EscalationRow,
  withPassedOver: boolean,
): AsyncGenerator<StoryRow, null> {
  let after: number | null = 0;
  while (after !== null) {
    const behind: number = after;
    const { items, next } = await reading(db, escalation, (q) =>
      eventsOf(q, escalation.id, { after: behind, withPassedOver }),
    );
    yield* items;
    after = next === null ? null : Number(next);
  }
  return null;
}

const reading = <T>(db: Pick<Db, 'q' | 'read'>, { endedAt }: EscalationRow, work: Parameters<typeof db.read<T>>[0]) =>
  endedAt ? db.read(work) : work(db.q);

const nameOf = (name: string | null): string => visibleName(name) ?? NOBODY;

function eventWords({ summary, reason, actor, offer }: StoryRow): string {
  const passed = offer && passedOverWords(passedOverIn(offer));
  if (passed) return `${summary}. ${passed}`;
  // What the desk does, and an end, say why themselves.
  return reason === null || actor.kind === 'system' || summary.includes(reason) ? summary : BECAUSE(summary, reason);
}

function saidOf(message: Message, { time }: ZoneMoment, files: readonly StoredFile[]): Said {
  const { extras, deletedAt, delivery } = message;
  return {
    kind: 'said',
    side: sideOf(message),
    time,
    at: message.sentAt.toISOString(),
    voice: voiceOf(message),
    isEdited: message.editedAt !== null && deletedAt === null,
    text: deletedAt ? DELETED : message.text,
    format: deletedAt ? 'plain' : message.format,
    forwarded: extras.forwarded ?? false,
    quote: extras.quote ? { author: extras.quote.author, text: extras.quote.text } : null,
    answers: extras.answers ?? [],
    choices: message.suggestedActions,
    sources: (extras.citations ?? []).map(({ name, url }) => (url ? `${name} (${url})` : name)),
    reactions: message.reactions.map(({ type, by }) => `${type}: ${nameOf(by.name)}`),
    attachments: message.attachments.map((attachment) => attachmentOf(attachment, files)),
    failed: delivery?.state === 'failed' ? { reason: delivery.reason } : null,
  };
}

function sideOf({ author, note }: Message): Said['side'] {
  if (note) return 'note';
  return author.kind === 'system' ? 'desk' : author.kind;
}

function voiceOf({ author, note, whisperTo }: Message): string {
  const name = nameOf(author.name);
  if (whisperTo) return whisperVoice(name, nameOf(whisperTo.name));
  if (note) return noteVoice(name);
  return author.kind === 'bot' ? botVoice(name) : name;
}

function attachmentOf(stored: Attachment, files: readonly StoredFile[]): AttachmentFacts {
  const { contentType, name, content, url, fileId, unavailable } = asAdaptive(stored);
  if (content !== undefined) return { kind: 'card', words: cardWords(content) };
  const file = files.find(({ id }) => id === fileId);
  if (!file && !fileId && url && !url.startsWith('data:')) return { kind: 'link', name: name ?? url, url };
  const why = unavailable ?? file?.reason ?? null;
  const lost = file ? (file.state === 'fetching' ? ON_ITS_WAY : null) : FILE_FORGOTTEN;
  return {
    kind: 'file',
    name: fileName(file?.name ?? name, UNNAMED),
    size: file?.size ?? null,
    isPicture: isPicture(file?.contentType ?? contentType),
    why: why ?? lost,
    id: file?.state === 'ready' ? file.id : null,
    contentType: file?.contentType ?? contentType,
  };
}
