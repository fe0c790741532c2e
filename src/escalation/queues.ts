/** Queues and the teams behind them: a queue is tied to a channel, its members are the team's. */
import { visibleName } from '../base/names';
import { LIMITS } from '../contract/fields';
import { validate as isUuid } from 'uuid';
import type { ChannelLoss, NewQueue, QueueChange, ServiceTargets } from '../contract/api';
import { cardLaneKey, teamLane } from '../domain/lanes';
import { AppError, badField } from '../base/errors';
import { changedWords } from '../cards/words/manager/audit/change';
import { queueAdded, queueChanges, queueRemoved } from '../cards/words/manager/audit/queues';
import { appendAudit } from './audit/append';
import { findMember } from '../store/agents';
import type { Db, Tx } from '../store/postgres/db';
import { wakeLanes } from '../store/outbox/lanes';
import { openEscalationsOfQueue, openEscalationsOfTeam } from '../store/escalation/queuePlaces';
import { enqueue } from '../store/outbox/outbox';
import {
  type ListedQueue,
  type QueueRow,
  defaultQueue,
  findListedQueue,
  findQueue,
  insertQueue,
  lockQueue,
  makeDefault,
  markQueueRemoved,
  queueNames,
  queueOfChannel,
  updateQueue,
} from '../store/queues';
import { dueAtOnce } from '../store/escalation/timers';
import {
  type Member,
  type TeamRow,
  findTeam,
  markTeamRemoved,
  markWelcomed,
  saveRoster,
  saveTeam,
} from '../store/teams';
import type { Identity } from '../domain/escalation';
import { requireManager, requireManagerOf } from '../domain/policy';
import { refreshCard } from './consequences/card';
import { compareChannels, lose, regain } from './places';
import { unnamed } from '../cards/words/names';

export class Queues {
  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
    /** Named besides those whose role the tab has shown, in lower case. */
    private readonly managers: readonly string[] = [],
  ) {}

  /**
   * Makes a channel a queue. The first queue becomes the default; a default that has no channel yet is
   * tied to this one, so that what waits in it gets its cards.
   */
  async connect(
    who: Identity,
    options: { teamId: string; channelId: string; channelName: string; name?: string | undefined },
  ): Promise<{ queue: QueueRow; isNew: boolean }> {
    requireManager(who, 'change queues');
    return this.db.transaction(async (tx) => {
      const team = await this.teamOf(tx, who, options.teamId);
      const known = await queueOfChannel(tx.q, who.tenantId, options.channelId);
      if (known) {
        await regain(tx, { teamId: team.id, channelId: options.channelId });
        return { queue: known, isNew: false };
      }
      const name = visibleName(options.name, LIMITS.name) ?? visibleName(options.channelName) ?? unnamed.queue;
      const first = await defaultQueue(tx.q, who.tenantId);
      const homeless = first ? await findQueue(tx.q, first.id) : null;
      let id: string;
      if (homeless && homeless.channelId === null) {
        id = homeless.id;
        await updateQueue(tx.q, id, {
          name,
          teamId: team.id,
          channelId: options.channelId,
          channelName: options.channelName,
        });
      } else {
        id = await insertQueue(tx.q, {
          tenantId: who.tenantId,
          name,
          teamId: team.id,
          channelId: options.channelId,
          channelName: options.channelName,
          isDefault: false,
        });
        if (!first) await makeDefault(tx.q, who.tenantId, id);
      }
      await this.refreshCards(tx, who.tenantId, id);
      tx.hint({ kind: 'roster', tenantId: who.tenantId });
      const queue = await this.reread(tx, id);
      await this.audit(tx, who, homeless?.id === id ? homeless : null, queue);
      return { queue, isNew: true };
    });
  }

  async create(who: Identity, options: NewQueue): Promise<ListedQueue> {
    requireManager(who, 'change queues');
    return this.db.transaction(async (tx) => {
      const team = await this.teamOf(tx, who, options.teamId);
      const id = await insertQueue(tx.q, {
        tenantId: who.tenantId,
        name: queueName(options.name),
        teamId: team.id,
        channelId: options.channelId,
        channelName: channelNameOf(team, options.channelId),
        isDefault: false,
      });
      if (options.isDefault || !(await defaultQueue(tx.q, who.tenantId))) await makeDefault(tx.q, who.tenantId, id);
      tx.hint({ kind: 'roster', tenantId: who.tenantId });
      const queue = await this.reread(tx, id);
      await this.audit(tx, who, null, queue);
      return queue;
    });
  }

  async change(who: Identity, id: string, options: QueueChange): Promise<ListedQueue> {
    requireManagerOf(who, id, 'change it');
    if (options.isDefault) requireManager(who, 'choose the default queue');
    return this.db.transaction(async (tx) => {
      await lockQueue(tx.q, id);
      const queue = await this.queueOf(tx, who, id);
      if (options.version !== undefined && options.version !== queue.version) {
        throw new AppError('changed_meanwhile', 'Somebody else changed this queue meanwhile. Look at it again first.');
      }
      if (options.serviceTargets) await this.requireKeepable(tx, queue, options.serviceTargets);
      const team = options.channelId && queue.teamId ? await findTeam(tx.q, queue.teamId) : null;
      await updateQueue(tx.q, id, {
        ...(options.name !== undefined && { name: queueName(options.name) }),
        ...(options.channelId !== undefined && {
          channelId: options.channelId,
          channelName: team ? channelNameOf(team, options.channelId) : null,
        }),
        serviceTargets: options.serviceTargets,
        wrapUpRequires: options.wrapUpRequires,
        survey: options.survey,
      });
      if (options.serviceTargets) await dueAtOnce(tx.q, id, this.now());
      if (options.isDefault) await makeDefault(tx.q, who.tenantId, id);
      // Whoever is in it knows its name, and whether it offers its work, from what they were told of themselves.
      if (options.name !== undefined || options.serviceTargets?.assignment !== undefined) {
        tx.hint({ kind: 'me', tenantId: who.tenantId, agentId: null });
      }
      if (options.channelId !== undefined || options.name !== undefined) await this.refreshCards(tx, who.tenantId, id);
      const after = await this.reread(tx, id);
      await this.audit(tx, who, queue, after);
      return after;
    });
  }

  /** Removing keeps history; a queue somebody still waits in, and the default, stay. */
  async remove(who: Identity, id: string): Promise<void> {
    requireManager(who, 'change queues');
    await this.db.transaction(async (tx) => {
      const queue = await this.queueOf(tx, who, id);
      if (queue.isDefault)
        throw new AppError('in_use', 'This is the default queue. Make another one the default first.');
      if ((await openEscalationsOfQueue(tx.q, id)).length > 0) {
        throw new AppError('in_use', 'Somebody still waits in this queue. Transfer or resolve them first.');
      }
      await markQueueRemoved(tx.q, id, new Date());
      await appendAudit(tx.q, { ...changed(who, queue), verb: 'removed', summary: queueRemoved(queue.name) });
      tx.hint({ kind: 'queue', id });
      tx.hint({ kind: 'roster', tenantId: who.tenantId });
    });
  }

  /** The app was added to a team, or said something in it: remember where, welcome once, read who is there. */
  async teamAdded(options: {
    id: string;
    tenantId: string;
    botAppId: string;
    name: string;
    serviceUrl: string;
  }): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { isNew } = await saveTeam(tx.q, options);
      await regain(tx, { teamId: options.id });
      if (!isNew) return;
      const lane = teamLane({ teamId: options.id, tenantId: options.tenantId });
      enqueue(tx, lane, 'roster', { teamId: options.id });
      enqueue(tx, lane, 'welcome', { teamId: options.id });
      // Cards that could not be posted while the app was not there.
      const waiting = await openEscalationsOfTeam(tx.q, options.id);
      await wakeLanes(tx, waiting.map(cardLaneKey));
    });
  }

  /** Nothing can be posted in the team any more: the app, or the team itself, is gone. */
  async teamRemoved(id: string, why: Exclude<ChannelLoss, 'channelDeleted'>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const team = await findTeam(tx.q, id);
      await markTeamRemoved(tx.q, id, { welcomedAgain: why !== 'teamArchived' });
      await lose(tx, { teamId: id, why }, this.managers);
      if (team) tx.hint({ kind: 'roster', tenantId: team.tenant_id });
    });
  }

  async welcomed(tx: Tx, teamId: string): Promise<void> {
    await markWelcomed(tx.q, teamId, new Date());
  }

  /** Somebody joined or left, a channel came or went: read the team again. */
  async rosterChanged(teamId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const team = await findTeam(tx.q, teamId);
      if (!team?.installed) return;
      enqueue(tx, teamLane({ teamId, tenantId: team.tenant_id }), 'roster', { teamId });
    });
  }

  async rosterRead(tx: Tx, teamId: string, members: Member[], channels: { id: string; name: string }[]): Promise<void> {
    await compareChannels(tx, teamId, channels, this.managers);
    const { changed } = await saveRoster(tx.q, teamId, members, channels, new Date());
    const team = changed ? await findTeam(tx.q, teamId) : null;
    if (team) tx.hint({ kind: 'roster', tenantId: team.tenant_id });
  }

  /** @param before null: it is new */
  private async audit(tx: Tx, who: Identity, before: QueueRow | null, after: QueueRow): Promise<void> {
    const names = await queueNames(tx.q, who.tenantId);
    const changes = queueChanges(before, after, (id) => names.get(id) ?? null);
    if (before && changes.length === 0) return;
    await appendAudit(tx.q, {
      ...changed(who, after),
      verb: before ? 'changed' : 'added',
      summary: before ? changedWords(before.name, changes) : queueAdded(after.name),
      changes,
    });
  }

  /** A target names only people and queues that can meet it. */
  private async requireKeepable(tx: Tx, queue: QueueRow, options: Partial<ServiceTargets>): Promise<void> {
    const { onCall, secondQueueId } = options;
    if (secondQueueId) {
      const second = isUuid(secondQueueId) ? await findQueue(tx.q, secondQueueId) : null;
      if (second?.tenantId !== queue.tenantId || second.id === queue.id) {
        throw badField('serviceTargets.secondQueueId', 'Choose another queue of this desk.');
      }
    }
    if (onCall && !(await findMember(tx.q, queue.tenantId, onCall.id, queue.id))) {
      throw badField('serviceTargets.onCall', `${onCall.name} is not on this queue’s team.`);
    }
  }

  private async refreshCards(tx: Tx, tenantId: string, queueId: string): Promise<void> {
    for (const id of await openEscalationsOfQueue(tx.q, queueId)) {
      await refreshCard(tx, { id, tenantId, queueId });
    }
    tx.hint({ kind: 'queue', id: queueId });
  }

  private async teamOf(tx: Tx, who: Identity, teamId: string): Promise<TeamRow> {
    const team = await findTeam(tx.q, teamId);
    if (!team?.installed || team.tenant_id !== who.tenantId) {
      throw new AppError('not_found', 'The app has not been added to that team.');
    }
    return team;
  }

  private async queueOf(tx: Tx, who: Identity, id: string): Promise<QueueRow> {
    const queue = await findQueue(tx.q, id);
    if (queue?.tenantId !== who.tenantId) throw new AppError('not_found', 'There is no such queue.');
    return queue;
  }

  private async reread(tx: Tx, id: string): Promise<ListedQueue> {
    const queue = await findListedQueue(tx.q, id);
    if (!queue) throw new AppError('not_found', 'There is no such queue.');
    tx.hint({ kind: 'queue', id });
    return queue;
  }
}

/** Who changed which. */
const changed = (who: Identity, { id, name }: QueueRow) => ({
  tenantId: who.tenantId,
  actor: who,
  subject: { kind: 'queue' as const, id, name },
});

function channelNameOf(team: TeamRow, channelId: string): string {
  const channel = team.channels.find(({ id }) => id === channelId);
  if (!channel) throw new AppError('bad_request', `${team.name} has no such channel.`);
  return channel.name;
}

function queueName(name: string): string {
  const visible = visibleName(name, LIMITS.name);
  if (visible === null) throw badField('name', 'Give it a name people can see.');
  return visible;
}
