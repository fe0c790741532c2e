/** Who else is in a conversation, in words. Pure. */
import type { Escalation } from '../../../src/contract/api';
import { conversationWords } from '../../words/conversation';

/** "Lee Gu was asked for advice · you joined"; null when nobody else is. */
export function colleagueWords(colleagues: Escalation['colleagues'], meId: string): string | null {
  const asked = ofRole(colleagues, 'consulted', meId);
  const joined = ofRole(colleagues, 'joined', meId);
  const words = [askedWords(asked), joinedWords(joined)].filter((each) => each !== null);
  return words.length > 0 ? words.join(' · ') : null;
}

interface Colleagues {
  areYouAmong: boolean;
  others: string[];
}

function ofRole(colleagues: Escalation['colleagues'], role: string, meId: string): Colleagues {
  const ones = colleagues.filter((colleague) => colleague.role === role);
  return {
    areYouAmong: ones.some(({ id }) => id === meId),
    others: ones.filter(({ id }) => id !== meId).map(({ name }) => name),
  };
}

function askedWords({ areYouAmong, others }: Colleagues): string | null {
  if (others.length === 0) return areYouAmong ? conversationWords.youWereAsked : null;
  return areYouAmong
    ? conversationWords.youAndOthersWereAsked({ others })
    : conversationWords.wereAsked({ names: others });
}

function joinedWords({ areYouAmong, others }: Colleagues): string | null {
  if (others.length === 0) return areYouAmong ? conversationWords.youJoined : null;
  return areYouAmong
    ? conversationWords.youAndOthersJoined({ others })
    : conversationWords.haveJoined({ names: others });
}
