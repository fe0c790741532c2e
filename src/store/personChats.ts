/** Chats the desk opens with people it knows by their Entra id: who waits for one, and the tokens in links to it. */
import { type SqlBool, sql } from 'kysely';
import type { TeamsAddress } from '../domain/message';
import type { ConversationRow } from './conversations';
import { type Reader, constant } from './postgres/db';

/**
 * Conversations with this person whose chat with the bot is yet to be opened. Where the same connection serves them there
 * already, an ended one waits for nobody: its chat stays with whoever has it.
 */
export async function awaitedChats(
  q: Reader,
  who: { tenantId: string; personId: string; botId: string; teamsConversationId: string },
): Promise<string[]> {
  const isOpen = (id: string) => sql<SqlBool>`exists (
    select from escalation e where e.conversation_id = ${sql.ref(id)} and e.status in ('waiting', 'claimed'))`;
  const rows = await q
    .selectFrom('conversation as c')
    .select('c.id')
    .where('c.customer_id', '=', who.personId.toLowerCase())
    .where('c.tenant_id', '=', who.tenantId)
    .where(sql<SqlBool>`c.address ->> 'channel' = 'person'`)
    .where(sql<SqlBool>`lower(c.address ->> 'botId') = ${who.botId.toLowerCase()}`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('conversation as has')
            .select('has.id')
            .whereRef('has.connection_id', '=', 'c.connection_id')
            .where('has.external_id', '=', who.teamsConversationId)
            .where((on) => on.or([isOpen('has.id'), on.not(isOpen('c.id'))])),
        ),
      ),
    )
    .orderBy('c.id')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * From now on the conversation is that chat, and is found by its id in Teams. Another of the same connection that was it
 * before, because the agent names its own chats anew now and then, opens it again should anybody write there.
 */
export async function becomeChat(q: Reader, id: string, address: TeamsAddress): Promise<void> {
  await sql`
    update conversation o set external_id = 'left:' || o.id,
      address = case when o.address ->> 'channel' = 'teams' then jsonb_build_object('channel', 'person', 'personId', o.customer_id,
        'tenantId', o.address -> 'tenantId', 'botId', o.address -> 'botId') else o.address end
    from conversation c
    where c.id = ${id} and o.connection_id = c.connection_id and o.external_id = ${address.conversationId}
      and o.id <> c.id`.execute(q);
  await q
    .updateTable('conversation')
    .set({ address: JSON.stringify(address), external_id: address.conversationId })
    .where('id', '=', id)
    .execute();
}

/** Where the chats of a person, or else of their tenant, are served as far as anybody was heard from there. */
export async function servedAt(q: Reader, tenantId: string, personId: string): Promise<string | null> {
  const own = await q
    .selectFrom('conversation')
    .select(sql<string>`address ->> 'serviceUrl'`.as('url'))
    .where('customer_id', '=', personId)
    .where('tenant_id', '=', tenantId)
    .where(sql<SqlBool>`address ->> 'channel' = 'teams'`)
    .orderBy('active_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (own) return own.url;
  const team = await q
    .selectFrom('team')
    .select('service_url')
    .where('tenant_id', '=', tenantId)
    .orderBy('installed', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return team?.service_url ?? null;
}

/**
 * A lane draws on another conversation's rate from now on. What it has sent counts there, too, and what is on its way
 * as if it had arrived.
 */
export async function drawOn(q: Reader, lane: string, rateKey: string): Promise<void> {
  await sql`
    with l as (
      update lane set rate_key = ${rateKey} where key = ${lane} and rate_key is distinct from ${rateKey} returning key
    ), b as (
      select b.recent, b.minutes from rate_budget b join l on l.key = b.key
    )
    insert into rate_budget as t (key, recent, minutes)
    select ${rateKey}, array(select least(at, extract(epoch from clock_timestamp()) * 1000) from unnest(b.recent) at), b.minutes
    from b
    on conflict (key) do update set recent = t.recent || excluded.recent`.execute(q);
}

type Served = Pick<ConversationRow, 'id' | 'connection_id' | 'customer_id'>;

const served = (q: Reader, teamsConversationId: string) =>
  q
    .selectFrom('conversation as c')
    .innerJoin('connection as n', 'n.id', 'c.connection_id')
    .select(['c.id', 'c.connection_id', 'c.customer_id'])
    .where('c.external_id', '=', teamsConversationId)
    .where('n.kind', '=', constant('copilotStudioTeams'));

/** The conversation in which an agent's customer was served last in this chat, whoever has the chat now. */
export async function lastServedIn(q: Reader, teamsConversationId: string): Promise<Served | null> {
  const row = await served(q, teamsConversationId).orderBy('c.active_at', 'desc').limit(1).executeTakeFirst();
  return row ?? null;
}

/** The one an escalation belongs to, if that was served in this chat. */
export async function servedConversation(
  q: Reader,
  teamsConversationId: string,
  escalationId: string,
): Promise<Served | null> {
  const row = await served(q, teamsConversationId)
    .innerJoin('escalation as e', 'e.conversation_id', 'c.id')
    .where('e.id', '=', escalationId)
    .executeTakeFirst();
  return row ?? null;
}

/** The conversation of whom this connection's agent handed over last to a chat with the desk's bot. */
export async function newestPerson(q: Reader, connectionId: string): Promise<string | null> {
  const row = await q
    .selectFrom('conversation as c')
    .select('c.id')
    .where('c.connection_id', '=', connectionId)
    .where(sql<SqlBool>`c.address ->> 'channel' in ('person', 'teams')`)
    .orderBy('c.active_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function keepToken(
  q: Reader,
  token: { hash: Buffer; conversationId: string; tenantId: string; personId: string; until: Date },
): Promise<void> {
  await q
    .insertInto('chat_token')
    .values({
      hash: token.hash,
      conversation_id: token.conversationId,
      tenant_id: token.tenantId,
      person_id: token.personId,
      until: token.until,
    })
    .execute();
}

/** Uses it up; null when it is not this person's, was used, or is too old: which of these nobody learns. */
export async function useToken(
  q: Reader,
  brought: { hash: Buffer; tenantId: string; personId: string; now: Date },
): Promise<string | null> {
  const row = await q
    .updateTable('chat_token')
    .set({ used_at: brought.now })
    .where('hash', '=', brought.hash)
    .where('tenant_id', '=', brought.tenantId)
    .where('person_id', '=', brought.personId)
    .where('used_at', 'is', null)
    .where('until', '>', brought.now)
    .returning('conversation_id')
    .executeTakeFirst();
  return row?.conversation_id ?? null;
}

export async function forgetTokens(q: Reader, before: Date): Promise<void> {
  await q.deleteFrom('chat_token').where('until', '<', before).execute();
}
