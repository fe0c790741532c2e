/** Who may read figures of single agents: the one rule, which the router asks before any route that answers them. Pure. */
import type { FiguresShownTo } from '../../contract/api';
import type { Identity } from '../escalation';

/** One agent's, by their id or `me`; each agent's, side by side; or of no agent in particular. */
export type Whose = { agent: string } | 'each' | 'nobody';

/** As the desk comes: managers see them, and every agent is told so. */
export const SHOWN_AT_FIRST: FiguresShownTo = 'managers';

/** Why not, in words; null: they may. */
export function whyNotShown(
  who: Pick<Identity, 'id' | 'manager'>,
  shownTo: FiguresShownTo,
  whose: Whose,
): string | null {
  if (whose === 'nobody') return null;
  if (shownTo === 'nobody') return 'Figures of single agents are shown to nobody here.';
  if (whose !== 'each' && isOwn(who, whose.agent)) return null;
  if (!who.manager) return 'You may see figures of your own, and of no colleague.';
  return shownTo === 'managers' ? null : 'Figures of an agent are shown to nobody but that agent here.';
}

export const isOwn = ({ id }: Pick<Identity, 'id'>, agent: string | undefined): boolean =>
  agent === 'me' || agent === id;

/** Whether somebody sees how others did, and not only how they are. */
export const seesOthers = ({ manager }: Pick<Identity, 'manager'>, shownTo: FiguresShownTo): boolean =>
  manager && shownTo === 'managers';
