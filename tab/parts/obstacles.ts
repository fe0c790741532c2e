/** What keeps a chat from one person, in words. Pure. */
import type { Obstacle, PassedOver, PassedOverWhy } from '../../src/contract/api';
import { between, clockWords, durationWords } from '../words/times';
import { whyWords } from '../words/why';

export interface Moment {
  now: number;
  locale: string;
}

/** "away", "has 3 of 3 chats" */
export function obstacleWords(obstacle: Obstacle, { now, locale }: Moment): string {
  switch (obstacle.kind) {
    case 'away':
    case 'busy':
      return obstacle.teamsSays ? whyWords.awayInTeams({ reason: obstacle.teamsSays }) : whyWords[obstacle.kind];
    case 'offline':
      return obstacle.since === null
        ? whyWords.offline
        : whyWords.offlineFor({ duration: durationWords(between(obstacle.since, now)) });
    case 'full':
      return whyWords.full(obstacle);
    case 'lacksSkill':
      return whyWords.lacksSkill(obstacle);
    case 'passed':
      return obstacle.againAt === null
        ? whyWords.passed
        : whyWords.passedUntil({ again: clockWords(obstacle.againAt, locale) });
    default:
      return whyWords[obstacle.kind];
  }
}

/** Who was passed over at an offer, a line each. */
export const passedOverLines = ({ people, more }: PassedOver, at: Moment): string[] => [
  ...people.map(({ name, why }) => whyWords.passedOver({ name, why: why.map((one) => thenWords(one, at)) })),
  ...(more > 0 ? [whyWords.morePassedOver({ count: more })] : []),
];

/** As it was then. */
function thenWords(why: PassedOverWhy, at: Moment): string {
  switch (why.kind) {
    case 'noTab':
    case 'askedLater':
      return whyWords.then[why.kind];
    case 'busier':
      return whyWords.then.busier(why);
    case 'full':
      return whyWords.then.full(why);
    case 'neverHere':
    case 'managerUnasked':
    case 'declines':
    case 'takenFrom':
      return whyWords.then[why.kind];
    default:
      return obstacleWords(why, at);
  }
}
