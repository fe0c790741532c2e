/** Who was passed over at an offer, in a transcript that leaves the desk. Pure. */
import type { PassedOver, PassedOverWhy } from '../../../contract/api';

export const passedOverWords = ({ people, more }: PassedOver): string | null => {
  const named = people.map(({ name, why }) => `${name} (${why.map(because).join(', ')})`);
  const all = [...named, ...(more > 0 ? [`${more} more`] : [])];
  return all.length === 0 ? null : `Passed over: ${all.join('; ')}`;
};

function because(why: PassedOverWhy): string {
  switch (why.kind) {
    case 'full':
      return `had ${why.load} of ${why.capacity} chats`;
    case 'lacksSkill':
      return `lacks the skill “${why.skill}”`;
    case 'busier':
      return `had ${why.load} chats, not ${why.than}`;
    case 'away':
    case 'busy':
      return why.teamsSays === null ? why.kind : `${why.kind}, said Teams`;
    default:
      return SIMPLE[why.kind];
  }
}

const SIMPLE = {
  notOfTeam: 'not on the team',
  neverHere: 'had never opened the desk',
  offline: 'tab closed',
  managerUnasked: 'a manager who had not chosen to be offered chats',
  declines: 'did not want to be offered chats',
  passed: 'passed it',
  takenFrom: 'had it before',
  noTab: 'available, with no tab open',
  askedLater: 'was asked more recently',
};
