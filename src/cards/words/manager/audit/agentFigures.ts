/** What the audit says of who sees figures of single agents. Pure. */
import type { AuditChange, FiguresShownTo } from '../../../../contract/api';
import { changesOf } from './change';

export const AGENT_FIGURES = 'Figures of agents';

const SHOWN: Record<FiguresShownTo, string> = {
  nobody: 'nobody',
  themselves: 'each agent their own',
  managers: 'each agent their own, and managers',
};

export const agentFiguresChange = (after: FiguresShownTo): string =>
  `Figures of single agents are shown to: ${SHOWN[after]}.`;

export const agentFiguresChanges = (before: FiguresShownTo, after: FiguresShownTo): AuditChange[] =>
  changesOf([['Shown to', SHOWN[before], SHOWN[after]]]);
