/** Escalations as they are searched, with what was said in them. */
import { sql } from 'kysely';
import type { EscalationStatus } from '../../contract/api';
import type { Searched, SearchedMessage } from '../../domain/search/passages';
import { LANGUAGE } from '../escalation/scope';
import { customerOf } from '../customer';
import type { Reader } from '../postgres/db';

export interface SearchedRow extends Searched {
  openedAt: Date;
  /** Seconds until an agent had it, or it ended, the last of them begun; null while it waits. */
  waited: number | null;
  status: EscalationStatus;
  queueId: string;
  connectionId: string;
  assigneeId: string | null;
  outcomeId: string | null;
  language: string;
  test: boolean;
  hasFailed: boolean;
  hasLeftMessage: boolean;
  /** Of five; null: none was given. */
  rating: number | null;
  hasFile: boolean;
  messageCount: number;
  /** More was said than is read here. */
  isCut: boolean;
}

/** What was said in one of them. */
type Said = Pick<SearchedRow, 'messages' | 'hasFile' | 'isCut' | 'messageCount'>;
type Row = Omit<SearchedRow, keyof Said>;
type MessageRow = SearchedMessage & { escalationId: string; hasFile: boolean; isCut: boolean };

/** Which messages are read; others that are plain, without files and answers, are left out. */
export interface Mentions {
  /** Of plain texts those that match it, in any case; null: none does. */
  plain: string | null;
}

/**
 * @param most of each, its newest messages
 * @param only of a chat that is read to its beginning
 */
export async function readSearched(
  q: Reader,
  ids: readonly string[],
  most: number,
  only: Mentions | null = null,
): Promise<SearchedRow[]> {
  if (ids.length === 0) return [];
  const [rows, said] = await Promise.all([escalationsOf(q, ids), readSaid(q, ids, most, only)]);
  return rows.map((row) => ({ ...row, ...said(row.id) }));
}

/** What was said in chats whose rows are known. */
export async function readSaid(
  q: Reader,
  ids: readonly string[],
  most: number,
  only: Mentions | null = null,
): Promise<(id: string) => Said> {
  const said = groupedBy(ids.length > 0 ? await messagesOf(q, ids, most, only) : []);
  return (id) => {
    const own = said.get(id) ?? [];
    return {
      messages: own.slice(-most),
      hasFile: own.some(({ hasFile }) => hasFile),
      messageCount: own.length,
      isCut: own[0]?.isCut ?? false,
    };
  };
}

function groupedBy(messages: readonly MessageRow[]): Map<string, MessageRow[]> {
  const groups = new Map<string, MessageRow[]>();
  for (const message of messages) {
    const group = groups.get(message.escalationId);
    if (group) group.push(message);
    else groups.set(message.escalationId, [message]);
  }
  return groups;
}

async function escalationsOf(q: Reader, ids: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select e.id, e.number::int as number, e.status, e.topic, e.last_phrase as "lastPhrase",
      e.agent_message as "agentMessage", e.outcome, e.outcome_id as "outcomeId", e.tags, e.summary, e.variables, e.test,
      e.opened_at as "openedAt",
      ceil(extract(epoch from coalesce(e.first_claimed_at, e.claimed_at, e.ended_at) - e.opened_at))::float8 as waited,
      e.left_message_at is not null as "hasLeftMessage", e.rating, e.queue_id as "queueId",
      e.connection_id as "connectionId", e.assignee_id as "assigneeId", ${LANGUAGE} as language,
      ${customerOf[1]},
      coalesce((
        select jsonb_agg(jsonb_build_object('id', p.agent_id, 'name', p.agent_name) order by p.at)
        from escalation_person p where p.escalation_id = e.id), '[]') as people,
      array(select s.comment from survey s where s.escalation_id = e.id and s.comment is not null) as comments,
      exists (select from message m where m.escalation_id = e.id and m.delivery = 'failed') as "hasFailed"
    from escalation e join conversation c on c.id = e.conversation_id
    where e.id = any(${ids}::uuid[])`.execute(q);
  return rows;
}

/** One more than asked for says that there are more. */
async function messagesOf(
  q: Reader,
  ids: readonly string[],
  most: number,
  only: Mentions | null,
): Promise<MessageRow[]> {
  const which = only ? mentioning(only) : sql`true`;
  const { rows } = await sql<MessageRow>`
    select e.id as "escalationId", m.seq, m.author_kind as kind, m.author_id as "authorId", m.author_name as author,
      m.note, m.whisper_to as "whisperTo", m.text, m."isCut",
      case when m.attachments = '[]' then '[]' else (
        select coalesce(jsonb_agg(jsonb_build_object('name', a->>'name')), '[]')
        from jsonb_array_elements(m.attachments) a) end as attachments,
      coalesce(m.extras->'answers', '[]') as answers,
      m.attachments <> '[]' and jsonb_path_exists(m.attachments,
        '$[*] ? (!(@.contentType starts with "application/vnd.microsoft.card"))') as "hasFile"
    from (select id, conversation_id, from_seq, to_seq from escalation where id = any(${ids}::uuid[])) e
    cross join lateral (
      select *, count(*) over () > ${most}::int as "isCut" from (
        select m.seq, m.author_kind, m.author_id, m.author_name, m.note, m.whisper_to, m.text, m.attachments, m.extras
        from message m
        where m.conversation_id = e.conversation_id and m.seq >= e.from_seq and m.seq <= coalesce(e.to_seq, 2147483647)
          and m.deleted_at is null
        order by m.seq desc
        limit ${most + 1}
      ) newest
    ) m
    where ${which}
    order by e.id, m.seq`.execute(q);
  return rows;
}

/** Of a long chat all of them. Without the locale of the server, as `isPlain` says what is plain. */
const mentioning = ({ plain }: Mentions) => sql`(
  m."isCut" or m.attachments <> '[]' or m.extras ? 'answers'
  or m.text collate "C" ~* ${plain}::text or m.text collate "C" ~ '[^ -~\\n\\r\\t]')`;
