/** Who sees figures of single agents, in the contract: figures over time, ratings and time in state of one agent. */
import { z } from 'zod';
import { Person, time } from './fields';

/** Nobody; each agent their own; or managers too. */
export const FiguresShownTo = z.enum(['nobody', 'themselves', 'managers']);
export type FiguresShownTo = z.infer<typeof FiguresShownTo>;

export const AgentFigures = z.object({
  shownTo: FiguresShownTo,
  /** Null: nobody has ever chosen, and it is as the desk comes. */
  changedAt: time.nullable(),
  changedBy: Person.nullable(),
});
export type AgentFigures = z.infer<typeof AgentFigures>;

export const AgentFiguresChange = z.object({ shownTo: FiguresShownTo });
export type AgentFiguresChange = z.infer<typeof AgentFiguresChange>;
