/** Teams the app is in: added, removed, renamed, joined, left. */
import type { Queues } from '../../escalation/queues';
import type { Db } from '../../store/postgres/db';
import { findTeam } from '../../store/teams';
import type { Activity } from '../protocol/activity';
import type { Turn } from '../protocol/turn';

/** What changes who is in a team or which channels it has. */
const CHANGES = new Set([
  'teamMemberAdded',
  'teamMemberRemoved',
  'channelCreated',
  'channelRenamed',
  'channelDeleted',
  'channelRestored',
]);
/** The app comes back with the team. */
const RETURNS = new Set(['teamRestored', 'teamUnarchived']);
const ENDS = new Set(['teamDeleted', 'teamHardDeleted', 'teamArchived']);

export class Roster {
  constructor(private readonly options: { db: Db; queues: Queues }) {}

  /** `installationUpdate` and `conversationUpdate` of a team; Teams sends both, in any order, more than once. */
  async changed({ activity }: Turn): Promise<void> {
    const team = activity.channelData?.team;
    if (!team) return;
    const eventType = activity.channelData?.eventType ?? '';
    if (isBotIn(activity, activity.membersRemoved) || activity.action === 'remove' || ENDS.has(eventType)) {
      await this.options.queues.teamRemoved(team.id);
      return;
    }
    const known = await findTeam(this.options.db.q, team.id);
    const isAdded = isBotIn(activity, activity.membersAdded) || activity.action === 'add' || RETURNS.has(eventType);
    if (isAdded || eventType === 'teamRenamed') {
      const name = team.name ?? known?.name ?? 'Team';
      const { tenantId, botAppId, serviceUrl } = activity;
      await this.options.queues.teamAdded({ id: team.id, tenantId, botAppId, name, serviceUrl });
      return;
    }
    if (CHANGES.has(eventType) || activity.membersAdded || activity.membersRemoved) {
      await this.options.queues.rosterChanged(team.id);
    }
  }
}

function isBotIn({ recipient }: Activity, members: Activity['membersAdded']): boolean {
  return (members ?? []).some(({ id }) => id === recipient.id);
}
