/** Where in the tab one is. Pure. */
export type View = 'work' | 'queue' | 'history' | 'now' | 'settings';

export interface Spot {
  view: View;
  /** The open conversation, if any. */
  escalationId: string | null;
  /** Straight to writing, or to reading; null: to whatever one comes to the chat for. */
  compose: boolean | null;
  /** Of Settings: where one wants to be in it. */
  section?: { id: string };
}

export type Move =
  | { type: 'open'; escalationId: string; compose?: boolean; onTop?: boolean }
  | { type: 'close' }
  | { type: 'go'; view: View; section?: string };

/** The history of spots; the last is where one is. Never empty. */
export type Trail = readonly [Spot, ...Spot[]];

const MAX_TRAIL = 20;

/** Before what a link shows of the history, where an escalation's id would stand. */
const HISTORY = 'history:';
/** Before the queues of a big screen. */
const WALL = 'wall:';

export function start(entityId: string, escalationId: string | null): Trail {
  if (escalationId?.startsWith(HISTORY)) {
    const list: Spot = { view: 'history', escalationId: null, compose: false };
    const open = openIn(escalationId.slice(HISTORY.length));
    return [
      { view: 'work', escalationId: null, compose: false },
      ...(open === null ? [list] : [list, { ...list, escalationId: open }]),
    ];
  }
  if (escalationId?.startsWith(WALL)) {
    return [
      { view: 'work', escalationId: null, compose: false },
      { view: 'now', escalationId: null, compose: false },
    ];
  }
  const view: View = entityId === 'history' || entityId === 'queue' || entityId === 'settings' ? entityId : 'work';
  const list: Spot = { view, escalationId: null, compose: false };
  return escalationId ? [list, { ...list, escalationId }] : [list];
}

/** The chat a link to the history opens over it. */
function openIn(shows: string): string | null {
  try {
    const { open } = JSON.parse(shows) as { open?: unknown };
    return typeof open === 'string' && open !== '' ? open : null;
  } catch {
    return null; // Cut off on its way: the history alone.
  }
}

export const here = (trail: Trail): Spot => trail[trail.length - 1] ?? trail[0];

export function move(trail: Trail, step: Move): Trail {
  const now = here(trail);
  switch (step.type) {
    case 'open': {
      if (now.escalationId === step.escalationId && !step.compose) return trail;
      const spot = { view: now.view, escalationId: step.escalationId, compose: step.compose ?? null };
      // Choosing another row replaces: "back" then means the list, not the customer before.
      return now.escalationId !== null && !step.onTop ? pushed(shortened(trail), spot) : pushed(trail, spot);
    }
    case 'go':
      return pushed(trail, {
        view: step.view,
        escalationId: null,
        compose: false,
        ...(step.section !== undefined && { section: { id: step.section } }),
      });
    case 'close':
      return shortened(trail);
  }
}

function shortened([first, ...rest]: Trail): Trail {
  return [first, ...rest.slice(0, -1)];
}

function pushed([first, ...rest]: Trail, spot: Spot): Trail {
  return [first, ...rest.slice(-MAX_TRAIL), spot];
}
