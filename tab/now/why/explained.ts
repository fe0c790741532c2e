/** What the desk says of those who could take a chat, in words. Pure. */
import type { Candidate, Candidates, Obstacle } from '../../../src/contract/api';
import { clockWords, momentInSentence } from '../../words/times';
import type { Moment } from '../../parts/obstacles';
import { whyWords } from '../../words/why';

/** Before anybody in particular: what holds for all of them. */
export function summaryOf(why: Candidates, { now, locale }: Moment): string[] {
  const { status, assigneeName, queue, open, opensAt, assignment, offer, members, requiredSkill, candidates } = why;
  if (status === 'claimed') return [whyWords.withAgent({ name: assigneeName ?? '' })];
  if (status !== 'waiting') return [whyWords.ended];
  if (offer) return [whyWords.offered({ name: offer.to.name, until: clockWords(offer.until, locale) })];
  const isClaimed = assignment === 'claim';
  const free = candidates.filter(({ obstacles }) => obstacles.length === 0).map(({ name }) => name);
  const said: string[] = [];
  if (!open) said.push(closedWords(queue, isClaimed, opensAt && momentInSentence(opensAt, now, locale)));
  if (members === 0) said.push(whyWords.nobodyOnTeam({ queue }));
  else if (isClaimed) said.push(whyWords.claimed({ queue }), whyWords.couldClaim({ free: free.length, of: members }));
  else if (open) said.push(free.length > 0 ? whyWords.somebodyCan({ names: free }) : whyWords.nobodyCan({ queue }));
  if (requiredSkill !== null && !isClaimed) said.push(whyWords.skill({ skill: requiredSkill }));
  if (why.channelLost) said.push(whyWords.lost[why.channelLost]);
  else if (!why.hasChannel) said.push(whyWords.noChannel);
  return said;
}

function closedWords(queue: string, isClaimed: boolean, opens: string | null): string {
  if (opens === null) return isClaimed ? whyWords.closedToClaim({ queue }) : whyWords.closed({ queue });
  return isClaimed ? whyWords.closedToClaimUntil({ queue, opens }) : whyWords.closedUntil({ queue, opens });
}

/** The more than one thing that would help, in the order of how fast it does. */
export function hintsFor(why: Candidates): string[] {
  if (why.status !== 'waiting' || why.offer) return [];
  const { hints } = whyWords;
  const keeps = (kind: Obstacle['kind']) =>
    why.candidates.some((one) => one.isOfTeam && one.obstacles.some((obstacle) => obstacle.kind === kind));
  const hint: (string | false)[] = [
    why.candidates.some(mayGet) && hints.assign,
    hints.transfer,
    (keeps('away') || keeps('offline')) && hints.available,
    keeps('full') && hints.full,
    keeps('lacksSkill') && hints.lacksSkill,
    !why.open && hints.closed,
    why.assignment === 'claim' && hints.claim,
    why.members === 0 && hints.nobodyOnTeam,
    (why.channelLost !== null || !why.hasChannel) && hints.channel,
  ];
  return hint.filter((one) => one !== false);
}

/** A manager may give it to them: of the team, and with room. */
export const mayGet = ({ isOfTeam, obstacles }: Candidate): boolean =>
  isOfTeam && !obstacles.some(({ kind }) => kind === 'full');
