import { useEscalations } from '../desk/useEscalations';

export const MINE = { status: 'claimed', assignee: 'me', order: 'unanswered' } as const;

/** My chats, those who wait longest for me first. */
export const useMine = () => useEscalations(MINE);
