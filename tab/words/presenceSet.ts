/** A manager says for an agent how they are; and what the agent reads of it. */
import type { AgentStateKind } from '../../src/contract/api';

interface Set {
  by: string;
  reason: string;
}

export const presenceSetWords = {
  button: 'Set presence…',
  buttonOf: ({ name }: { name: string }) => `Set presence of ${name}…`,
  title: ({ name }: { name: string }) => `Set the presence of ${name}`,
  presence: 'Presence',
  available: 'Available',
  availableMeans: ({ minutes }: { minutes: number }) =>
    `Chats are offered to them, also without a tab open, for ${minutes} minutes.`,
  away: 'Away',
  awayMeans: 'Nothing more is offered to them; what they have stays with them.',
  reason: 'Reason',
  reasonHint: 'They read it, and your name, at once. The audit keeps both.',
  confirm: 'Set',
  busy: 'Setting…',
  done: ({ name }: { name: string }) => `The presence of ${name} is set`,

  /** Beside the agent, for managers. */
  setBy: ({ by, reason }: Set) => `set by ${by}: “${reason}”`,

  /** To the agent. */
  toYou: {
    available: ({ by }: { by: string }) => `${by} set you to available`,
    busy: ({ by }: { by: string }) => `${by} set you to busy`,
    away: ({ by }: { by: string }) => `${by} set you to away`,
  },
  because: ({ reason }: { reason: string }) => `“${reason}”`,
  iAmAvailable: 'I am available',
  keep: 'All right',
};

export const agentTimeWords = {
  title: 'Time in state',
  loading: 'Loading the time in state',
  failed: 'The time in state did not load',
  tooLong: 'Time in state is shown for 92 days at most.',
  nothing: 'Nothing is known of these days.',
  since: ({ when }: { when: string }) => `Written down since ${when}; of the time before, nothing is known.`,
  means:
    'Real time, of everybody whatever queue is chosen. Worked is available and busy; offline begins when nobody has had a tab open for a while.',
  meansYours: 'Real time. Worked is available and busy; offline begins when you have had no tab open for a while.',
  agent: 'Agent',
  worked: 'Worked',
  states: { available: 'Available', busy: 'Busy', away: 'Away', offline: 'Offline' } satisfies Record<
    AgentStateKind,
    string
  >,
  setByManagers: 'Set by managers',
  timeline: 'Timeline',
  timelineOf: ({ name }: { name: string }) => `Timeline of ${name}`,
  span: ({ state, from, to }: { state: string; from: string; to: string }) => `${state}, ${from} to ${to}`,
  spanSet: ({ state, from, to, by, reason }: { state: string; from: string; to: string } & Set) =>
    `${state}, ${from} to ${to}, set by ${by}: “${reason}”`,
};
