/**
 * Addresses move: Teams serves chats and teams from other addresses, renames channels, deletes them and brings them
 * back. Every authenticated activity updates the address it came from.
 */
import { LRUCache } from 'lru-cache';
import { lossNotice } from '../cards/words/manager/channelLoss';
import { queueLost, queueRegained } from '../cards/words/manager/audit/queues';
import type { ChannelLoss } from '../contract/api';
import { SYSTEM } from '../domain/escalation';
import { cardLaneKey, customerLane } from '../domain/lanes';
import { openEscalationsOfQueue } from '../store/escalation/queuePlaces';
import { unblockLane, wakeLanes, wakeLanesOfRate } from '../store/outbox/lanes';
import { appendAudit } from './audit/append';
import {
  type LostQueue,
  loseChannels,
  moveCards,
  moveChat,
  moveTeam,
  regainChannels,
  renameChannel,
  staleCardsOf,
  teamOfChannel,
} from '../store/places';
import type { Db, Tx } from '../store/postgres/db';
import { findTeam } from '../store/teams';
import { refreshCard } from './consequences/card';
import { tellManagers } from './notices';
import type { PersonChats } from './personChats';

/** What an authenticated activity says of where it came from. */
export interface Whereabouts {
  tenantId: string;
  serviceUrl: string;
  /** `28:…` */
  botId: string;
  /** A personal chat, or a channel of a team where Teams names one. */
  place: { chatId: string } | { channelId: string; teamId: string | null };
  /** Somebody wrote or pressed something there, so the place is there. */
  isUsed: boolean;
  /** Whose chat with the bot it is, in a personal one, once they are there; `arrives`: since now. */
  person: { id: string; arrives: boolean; teamsId: string; botName: string | null } | null;
}

/** Known places are looked up again after this, because another process may have heard otherwise. */
const KNOWN_MS = 60_000;
const MOST_KNOWN = 20_000;

export class Places {
  private readonly known = new LRUCache<string, string>({ max: MOST_KNOWN, ttl: KNOWN_MS });

  constructor(
    private readonly db: Db,
    /** Named besides those whose role the tab has shown, in lower case. */
    private readonly managers: readonly string[],
    private readonly personChats: PersonChats,
  ) {}

  /** From any authenticated activity, before anything is done about it. */
  async learned(where: Whereabouts): Promise<void> {
    const { place, botId, serviceUrl, isUsed, person } = where;
    const key = [botId, 'chatId' in place ? place.chatId : place.channelId, isUsed].join(' ');
    if (this.known.get(key) === serviceUrl && !person?.arrives) return;
    await this.db.transaction((tx) =>
      'chatId' in place ? this.learnChat(tx, where, place.chatId) : learnChannel(tx, where, place),
    );
    this.known.set(key, serviceUrl);
  }

  private async learnChat(tx: Tx, where: Whereabouts, conversationId: string): Promise<void> {
    const { tenantId, botId, serviceUrl, person } = where;
    const { key } = customerLane({ tenantId, teamsConversationId: conversationId });
    // Whoever writes is reachable: their lane is unblocked.
    await unblockLane(tx.q, key);
    const moved = await moveChat(tx.q, { conversationId, botId, serviceUrl });
    if (moved.length > 0) await wakeLanesOfRate(tx, key);
    if (!person) return;
    const { teamsId: userId, botName } = person;
    await this.personChats.heard(tx, person, { tenantId, conversationId, serviceUrl, botId, botName, userId });
  }

  async channelRenamed(teamId: string, channelId: string, name: string): Promise<void> {
    await this.db.transaction((tx) => rename(tx, teamId, channelId, name));
  }

  async channelDeleted(teamId: string, channelId: string): Promise<void> {
    await this.db.transaction((tx) => lose(tx, { teamId, channelId, why: 'channelDeleted' }, this.managers));
    // It may be written in again after it was restored.
    this.known.clear();
  }

  async channelRestored(teamId: string, channelId: string): Promise<void> {
    await this.db.transaction((tx) => regain(tx, { teamId, channelId }));
  }
}

/** Managers are told once a queue, when it is news. */
export async function lose(
  tx: Tx,
  lost: { teamId: string; channelId?: string; why: ChannelLoss },
  managers: readonly string[],
): Promise<void> {
  for (const queue of await loseChannels(tx.q, lost)) {
    await tellManagers(tx, { tenantId: queue.tenantId, queueId: queue.id }, lossNotice(queue, lost.why), managers);
    await audit(tx, queue, 'lost', queueLost(queue.name, lost.why));
    tx.hint({ kind: 'queue', id: queue.id });
  }
}

/** Cards that waited for it go at once. */
export async function regain(tx: Tx, found: { teamId: string; channelId?: string }): Promise<void> {
  for (const queue of await regainChannels(tx.q, found)) {
    const { id } = queue;
    await audit(tx, queue, 'regained', queueRegained(queue.name));
    await wakeLanes(tx, (await openEscalationsOfQueue(tx.q, id)).map(cardLaneKey));
    tx.hint({ kind: 'queue', id });
  }
}

async function audit(
  tx: Tx,
  { id, name, tenantId }: Pick<LostQueue, 'id' | 'name' | 'tenantId'>,
  verb: 'lost' | 'regained',
  summary: string,
): Promise<void> {
  await appendAudit(tx.q, { tenantId, actor: SYSTEM, subject: { kind: 'queue', id, name }, verb, summary });
}

/** A list of the team's channels: one that was in the last and is not in this was deleted, and the other way round. */
export async function compareChannels(
  tx: Tx,
  teamId: string,
  now: readonly { id: string; name: string }[],
  managers: readonly string[],
): Promise<void> {
  const before = (await findTeam(tx.q, teamId))?.channels ?? [];
  const listed = new Set(now.map(({ id }) => id));
  const names = new Map(before.map(({ id, name }) => [id, name]));
  for (const id of names.keys()) {
    if (!listed.has(id)) await lose(tx, { teamId, channelId: id, why: 'channelDeleted' }, managers);
  }
  // Only what is new since the last list: Teams may list for a while what it said is gone, and by its old name.
  for (const { id, name } of now) {
    if (!names.has(id)) await regain(tx, { teamId, channelId: id });
    else if (names.get(id) !== name) await rename(tx, teamId, id, name);
  }
}

async function rename(tx: Tx, teamId: string, channelId: string, name: string): Promise<void> {
  for (const id of await renameChannel(tx.q, teamId, channelId, name)) tx.hint({ kind: 'queue', id });
}

async function learnChannel(
  tx: Tx,
  { tenantId, serviceUrl, isUsed }: Whereabouts,
  place: { channelId: string; teamId: string | null },
): Promise<void> {
  const { channelId } = place;
  const teamId = place.teamId ?? (await teamOfChannel(tx.q, tenantId, channelId));
  if (teamId === null) return;
  if (isUsed) await regain(tx, { teamId, channelId });
  if (!(await moveTeam(tx.q, teamId, serviceUrl))) return;
  await moveCards(tx.q, teamId, serviceUrl);
  for (const escalation of await staleCardsOf(tx.q, teamId)) {
    await refreshCard(tx, escalation);
    await wakeLanes(tx, [cardLaneKey(escalation.id)]);
  }
}
