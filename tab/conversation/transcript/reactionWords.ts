/** Teams' reactions as people see and hear them. Pure. */
import type { Reaction } from '../../../src/contract/api';

export const REACTIONS = [
  { type: 'like', sign: '👍', word: 'Like' },
  { type: 'heart', sign: '❤️', word: 'Heart' },
  { type: 'laugh', sign: '😆', word: 'Laugh' },
  { type: 'surprised', sign: '😮', word: 'Surprised' },
  { type: 'sad', sign: '😢', word: 'Sad' },
  { type: 'angry', sign: '😡', word: 'Angry' },
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
      words: `${known?.word ?? type}: ${given.map((one) => (isMine(one) ? 'you' : one.by.name)).join(', ')}`,
      mine: given.some(isMine),
    };
  });
}
