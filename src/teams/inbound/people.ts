/** Who a person in Teams is to the desk. */
import { LRUCache } from 'lru-cache';
import type { Config } from '../../config/config';
import { reasonOf } from '../../base/errors';
import type { Identity } from '../../domain/escalation';
import { identify } from '../../escalation/identity';
import type { Log } from '../../base/log';
import type { Db } from '../../store/postgres/db';
import { queueOfChannel } from '../../store/queues';
import { type Activity, isPersonal, placeInChannel } from '../protocol/activity';
import type { DeskAdapter } from '../bots/adapter';
import { unnamed } from '../../cards/words/names';

const MOST_KNOWN = 1_000;

export class People {
  /** Sign-in names by Entra id; asked of Teams once a process. */
  private readonly upns = new LRUCache<string, string>({ max: MOST_KNOWN });

  constructor(private readonly options: { adapter: DeskAdapter; config: Config; db: Db; log: Log }) {}

  /** Null for what has no Entra identity, such as another bot. Acting in a queue's channel proves membership. */
  async identify(activity: Activity): Promise<Identity | null> {
    const { config, db } = this.options;
    const { from, tenantId } = activity;
    if (!from.aadObjectId) return null;
    const person = {
      tenantId,
      id: from.aadObjectId,
      name: from.name ?? unnamed.person,
      upn: await this.upnOf(activity),
    };
    const who = await identify(db.q, person, config.managers);
    if (isPersonal(activity)) return who;
    const queue = await queueOfChannel(db.q, tenantId, placeInChannel(activity).channelId);
    return queue && !who.queueIds.includes(queue.id) ? { ...who, queueIds: [...who.queueIds, queue.id] } : who;
  }

  /** Activities carry no sign-in name, so Teams is asked, and only when a manager is named by one. */
  private async upnOf({ botAppId, serviceUrl, conversation, from }: Activity): Promise<string | null> {
    const { adapter, config, log } = this.options;
    const id = from.aadObjectId;
    if (!id || config.managers.includes(id.toLowerCase()) || !config.managers.some((m) => m.includes('@'))) return null;
    const known = this.upns.get(id);
    if (known) return known;
    try {
      const connector = await adapter.connector(botAppId, serviceUrl);
      const member: object = await connector.conversations.getConversationMember(conversation.id, from.id);
      const upn = 'userPrincipalName' in member ? String(member.userPrincipalName) : null;
      if (upn) this.upns.set(id, upn);
      return upn;
    } catch (error) {
      // Without the name nobody becomes a manager by it; everything else goes on.
      log.warn('teams.sign_in_name_unknown', { reason: reasonOf(error) });
      return null;
    }
  }
}
