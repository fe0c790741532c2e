/** Teams the app is in: added, removed, renamed, joined, left. */
import type { Places } from '../../escalation/places';
import type { Queues } from '../../escalation/queues';
import type { Db } from '../../store/postgres/db';
import { findTeam } from '../../store/teams';
import type { Activity } from '../protocol/activity';
import type { Turn } from '../protocol/turn';
import { unnamed } from '../../cards/words/names';

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
const ENDS: Readonly<Record<string, 'teamDeleted' | 'teamArchived'>> = {
  teamDeleted: 'teamDeleted',
  teamHardDeleted: 'teamDeleted',
  teamArchived: 'teamArchived',
};

export class Roster {
  constructor(private readonly options: { db: Db; queues: Queues; places: Places }) {}

  /** `installationUpdate` and `conversationUpdate` of a team; Teams sends both, in any order, more than once. */
  async changed({ activity }: Turn): Promise<void> {
    const team = activity.channelData?.team;
    if (!team) return;
    const eventType = activity.channelData?.eventType ?? '';
    const isRemoved = isBotIn(activity, activity.membersRemoved) || activity.action === 'remove';
    const end = ENDS[eventType] ?? (isRemoved ? 'appRemoved' : null);
    if (end) return this.options.queues.teamRemoved(team.id, end);
    const known = await findTeam(this.options.db.q, team.id);
    const isAdded = isBotIn(activity, activity.membersAdded) || activity.action === 'add' || RETURNS.has(eventType);
    if (isAdded || eventType === 'teamRenamed') {
      const name = team.name ?? known?.name ?? unnamed.team;
      const { tenantId, botAppId, serviceUrl } = activity;
      await this.options.queues.teamAdded({ id: team.id, tenantId, botAppId, name, serviceUrl });
      return;
    }
    await this.channelChanged(team.id, eventType, activity);
    if (CHANGES.has(eventType) || activity.membersAdded || activity.membersRemoved) {
      await this.options.queues.rosterChanged(team.id);
    }
  }

  /** What is said here holds at once; the roster that is read again afterwards says the same, and what was missed. */
  private async channelChanged(teamId: string, eventType: string, { channelData }: Activity): Promise<void> {
    const { places } = this.options;
    const channel = channelData?.channel;
    if (!channel) return;
    if (eventType === 'channelRenamed' && channel.name) await places.channelRenamed(teamId, channel.id, channel.name);
    if (eventType === 'channelDeleted') await places.channelDeleted(teamId, channel.id);
    if (eventType === 'channelRestored') await places.channelRestored(teamId, channel.id);
  }
}

function isBotIn({ recipient }: Activity, members: Activity['membersAdded']): boolean {
  return (members ?? []).some(({ id }) => id === recipient.id);
}
