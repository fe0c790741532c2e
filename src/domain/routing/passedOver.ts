/** Who was passed over at the moment of an offer: what is kept of it, and what that says later. Pure. */
import type { PassedOver, PassedOverWhy, Presence, TeamsReason } from '../../contract/api';
import { obstaclesOf } from './candidates';

/** Which conditions of assignment somebody did not meet. */
export type Unmet = 'known' | 'available' | 'there' | 'room' | 'offers' | 'skill' | 'asked' | 'own';

/** One person, briefly: an event has up to 20 of them. */
export interface KeptCandidate {
  id: string;
  name: string;
  unmet: readonly Unmet[];
  presence?: Presence;
  teamsSays?: TeamsReason;
  load: number;
  capacity?: number;
  hasTab: boolean;
  /** A manager who has not said whether they want to be offered chats. */
  isManagerUnasked?: boolean;
}

/** How whoever was asked stood just before. */
export interface Asked {
  load: number;
  hasTab: boolean;
}

export interface KeptOffer {
  asked: Asked;
  requiredSkill: string | null;
  people: readonly KeptCandidate[];
  more: number;
}

export const passedOverIn = ({ asked, requiredSkill, people, more }: KeptOffer): PassedOver => ({
  people: people.map((one) => ({ id: one.id, name: one.name, why: whyOf(one, asked, requiredSkill) })),
  more,
});

function whyOf(one: KeptCandidate, asked: Asked, requiredSkill: string | null): PassedOverWhy[] {
  const { id, name, unmet, presence = 'away', teamsSays = null, load, capacity = null, isManagerUnasked } = one;
  const met = (condition: Unmet) => !unmet.includes(condition);
  const facts = {
    id,
    name,
    isOfTeam: true,
    isKnown: met('known'),
    isManager: isManagerUnasked ?? false,
    hasChosen: !isManagerUnasked,
    presence,
    teamsSays,
    // For how long somebody was offline is none of the chat's story.
    tabClosedAt: null,
    capacity,
    load,
    isAvailable: met('available'),
    isThere: met('there'),
    takesOffers: met('offers'),
    hasRoom: met('room'),
    isNotTakenFrom: met('own'),
    mayBeAsked: met('asked'),
    hasSkill: met('skill'),
  };
  const obstacles = obstaclesOf(facts, { requiredSkill, isOffered: true, againAt: null });
  return obstacles.length > 0 ? obstacles : [ratherBecause(one, asked)];
}

/** As `assign` prefers. */
function ratherBecause({ hasTab, load }: KeptCandidate, asked: Asked): PassedOverWhy {
  if (asked.hasTab && !hasTab) return { kind: 'noTab' };
  return load > asked.load ? { kind: 'busier', load, than: asked.load } : { kind: 'askedLater' };
}
