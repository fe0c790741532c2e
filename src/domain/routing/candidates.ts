/** Why somebody is not offered an escalation that waits, from the conditions assignment asks for. Pure. */
import type { Obstacle, Presence, TeamsReason } from '../../contract/api';

/** Of one person, which conditions of assignment they meet, and what explains the others. */
export interface CandidateFacts {
  id: string;
  name: string;
  /** A member of the team behind the queue. */
  isOfTeam: boolean;
  /** They have opened the tab, ever. */
  isKnown: boolean;
  isManager: boolean;
  /** They have said whether they want to be offered chats. */
  hasChosen: boolean;
  presence: Presence;
  teamsSays: TeamsReason | null;
  tabClosedAt: Date | null;
  capacity: number | null;
  /** What they have and what is offered to them. */
  load: number;
  isAvailable: boolean;
  isThere: boolean;
  takesOffers: boolean;
  hasRoom: boolean;
  isNotTakenFrom: boolean;
  mayBeAsked: boolean;
  hasSkill: boolean;
}

export interface Wanted {
  requiredSkill: string | null;
  /** When those who let it go by may be asked again, while it is offered to nobody. */
  againAt: Date | null;
  /** The queue offers what waits; otherwise whoever wants to takes it. */
  isOffered: boolean;
}

/** Everything that keeps it from them, at once; none: nothing does. */
export function obstaclesOf(one: CandidateFacts, wanted: Wanted): Obstacle[] {
  const found: (Obstacle | false)[] = [
    !one.isOfTeam && { kind: 'notOfTeam' },
    ...presenceOf(one),
    !one.hasRoom && { kind: 'full', load: one.load, capacity: one.capacity ?? one.load },
  ];
  // Whoever takes work by themselves is asked for nothing of this.
  if (wanted.isOffered) {
    found.push(
      !one.takesOffers && { kind: one.isManager && !one.hasChosen ? 'managerUnasked' : 'declines' },
      !one.hasSkill && { kind: 'lacksSkill', skill: wanted.requiredSkill ?? '' },
      !one.mayBeAsked && { kind: 'passed', againAt: wanted.againAt?.toISOString() ?? null },
      !one.isNotTakenFrom && { kind: 'takenFrom' },
    );
  }
  return found.filter((obstacle) => obstacle !== false);
}

function presenceOf({ isKnown, isAvailable, isThere, presence, teamsSays, tabClosedAt }: CandidateFacts): Obstacle[] {
  if (!isKnown) return [{ kind: 'neverHere' }];
  if (!isAvailable) return [{ kind: presence === 'busy' ? 'busy' : 'away', teamsSays }];
  return isThere ? [] : [{ kind: 'offline', since: tabClosedAt?.toISOString() ?? null }];
}
