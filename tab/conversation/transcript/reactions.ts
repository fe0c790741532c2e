/** Teams' reactions as people see and hear them. Pure. */
import type { Reaction } from '../../../src/contract/api';
import { transcriptWords } from '../../words/transcript';

export const REACTIONS = [
  { type: 'like', sign: '👍' },
  { type: 'heart', sign: '❤️' },
  { type: 'laugh', sign: '😆' },
  { type: 'surprised', sign: '😮' },
  { type: 'sad', sign: '😢' },
  { type: 'angry', sign: '😡' },
] as const;

export interface ReactionGroup {
  type: string;
  sign: string;
  count: number;
  /** “Like: Robin Ortiz, you” */
  words: string;
  mine: boolean;
}

/** One group a kind, in the order of their first. */
export function reactionGroups(reactions: Reaction[], meId: string): ReactionGroup[] {
  const types = [...new Set(reactions.map(({ type }) => type))];
  return types.map((type) => {
    const given = reactions.filter((reaction) => reaction.type === type);
    const known = REACTIONS.find((reaction) => reaction.type === type);
    const isMine = ({ by }: Reaction) => by.kind === 'agent' && by.id === meId;
    return {
      type,
      sign: known?.sign ?? '🙂',
      count: given.length,
      words: transcriptWords.reactions.given({
        reaction: known ? transcriptWords.reactions[known.type] : type,
        names: given.map((one) => (isMine(one) ? transcriptWords.reactions.you : one.by.name)),
      }),
      mine: given.some(isMine),
    };
  });
}
