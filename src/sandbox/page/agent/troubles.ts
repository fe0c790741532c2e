/** How Contoso HR is set and misbehaves, in words for people. Pure. */
import type { AgentSettings } from '../../state/contract';

export const WAYS: Record<AgentSettings['way'], { name: string; words: string; now: string }> = {
  calls: {
    name: 'Its topic calls the desk',
    words: 'The desk’s bot opens a chat of its own with the customer.',
    now: 'Its topic calls the desk, which then writes in the other chat.',
  },
  connected: {
    name: 'The desk is its connected agent (preview)',
    words: 'The customer stays in this chat; words of people come as the agent’s.',
    now: 'The desk is its connected agent: the customer stays here.',
  },
};

type Choices<T extends string> = readonly (readonly [T, string])[];

export const CREDENTIALS: Choices<AgentSettings['credentials']> = [
  ['own', 'Its own'],
  ['none', 'None'],
  ['wrong', 'Those of somebody else'],
];
export const PUSHES: Choices<AgentSettings['pushes']> = [
  ['taken', 'Taken'],
  ['emptyAnswer', 'Taken, with an empty answer'],
  ['unauthorized', 'Refused with 401'],
  ['notFound', 'Refused with 404'],
  ['gone', 'Refused with 410'],
];
export const DISPATCH: Choices<AgentSettings['dispatch']> = [
  ['always', 'All go to the desk'],
  ['everySecond', 'The agent answers every second itself'],
  ['never', 'None go to the desk'],
];

export const ALL_WELL: Partial<AgentSettings> = {
  credentials: 'own',
  pushes: 'taken',
  dispatch: 'always',
  repeats: false,
};

/** How much of its trouble is on. */
export const troublesOn = (settings: AgentSettings): number =>
  (Object.keys(ALL_WELL) as (keyof AgentSettings)[]).filter((name) => settings[name] !== ALL_WELL[name]).length;
