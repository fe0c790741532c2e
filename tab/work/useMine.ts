import { useEscalations } from '../desk/useEscalations';
import { MINE } from '../desk/myLists';

/** My chats, those who wait longest for me first. */
export const useMine = () => useEscalations(MINE);
