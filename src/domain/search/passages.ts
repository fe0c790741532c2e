/** What of an escalation is searched, passage by passage: what is looked up and what is read again come from here. Pure. */
import type { SearchHit, Variable } from '../../contract/api';
import type { Attachment, Answer, ActorKind } from '../message';

export interface Passage {
  /** `number` is seen wherever the escalation is. */
  where: SearchHit['where'] | 'number';
  label: string | null;
  seq: number | null;
  text: string;
  /** Of a whisper: those it is between. Null: everybody who may see the escalation reads it. */
  whisperOf: string[] | null;
}

/** An escalation as it is searched. */
export interface Searched {
  id: string;
  number: number;
  customerName: string;
  /** Everybody who had a part in it. */
  people: readonly { id: string; name: string }[];
  topic: string | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  outcome: string | null;
  tags: readonly { id: string; name: string }[];
  summary: string | null;
  /** What the customer said of the help, and of the bot. */
  comments: readonly string[];
  variables: readonly Variable[];
  /** In order; the newest, where there are more than are read. */
  messages: readonly SearchedMessage[];
}

export interface SearchedMessage {
  seq: number;
  kind: ActorKind;
  authorId: string | null;
  author: string;
  note: boolean;
  whisperTo: string | null;
  text: string;
  attachments: readonly Pick<Attachment, 'name'>[];
  answers: readonly Answer[];
}

export function passagesOf(one: Searched): Passage[] {
  const of = (where: Passage['where'], text: string | null): Passage[] =>
    text === null || text === '' ? [] : [{ where, label: null, seq: null, text, whisperOf: null }];
  return [
    ...of('number', String(one.number)),
    ...of('name', one.customerName),
    ...one.people.flatMap(({ name }) => of('name', name)),
    ...of('topic', one.topic),
    ...of('topic', one.lastPhrase),
    ...of('topic', one.agentMessage),
    ...of('summary', one.outcome),
    ...one.tags.flatMap(({ name }) => of('summary', name)),
    ...of('summary', one.summary),
    ...one.comments.flatMap((comment) => of('rating', comment)),
    ...one.variables.flatMap(({ name, value }) => of('variable', `${name}: ${value ?? ''}`)),
    ...one.messages.flatMap(said),
  ];
}

/** The desk's own words say nothing of anybody. */
function said(message: SearchedMessage): Passage[] {
  const { seq, kind, author, authorId, note, whisperTo } = message;
  if (kind === 'system') return [];
  const whisperOf = whisperTo === null ? null : [whisperTo, ...(authorId === null ? [] : [authorId])];
  const of = (text: string): Passage => ({ where: note ? 'note' : 'message', label: author, seq, text, whisperOf });
  const passages = message.text === '' ? [] : [of(message.text)];
  for (const { name } of message.attachments) if (name) passages.push(of(name));
  for (const { label, value } of message.answers) passages.push(of(`${label}: ${value}`));
  return passages;
}

export const mayRead = ({ whisperOf }: Passage, reader: { id: string; manager: boolean }): boolean =>
  whisperOf === null || reader.manager || whisperOf.includes(reader.id);
