/** The sandbox's faults as troubles people know. Pure. */
import type { Faults } from '../../state/contract';

export interface Trouble {
  key: string;
  name: string;
  /** What to expect while it is on. */
  words: string;
  on: Partial<Faults>;
  calm: Partial<Faults>;
}

export const TROUBLES: readonly Trouble[] = [
  {
    key: 'slow',
    name: 'Teams is slow',
    words: 'Every answer takes two seconds.',
    on: { delay: 2_000 },
    calm: { delay: 0 },
  },
  {
    key: 'throttles',
    name: 'Teams throttles',
    words: 'The real rate limits hold, and a third of all calls get 429 on top.',
    on: { rateTable: true, retryAfter: true, throttle: 0.33 },
    calm: { rateTable: false, retryAfter: false, throttle: 0 },
  },
  {
    key: 'ambiguous',
    name: 'Teams answers 502 after accepting',
    words: 'A third of the messages arrive although Teams says they did not: the one case that may show twice.',
    on: { badGatewayAfterAccepting: 0.33 },
    calm: { badGatewayAfterAccepting: 0 },
  },
  {
    key: 'thrice',
    name: 'Deliver everything three times',
    words: 'The desk hears everything three times and must take it once.',
    on: { deliveries: 3 },
    calm: { deliveries: 1 },
  },
  {
    key: 'reorder',
    name: 'Deliver out of order',
    words: 'What people say reaches the desk shuffled within a second.',
    on: { reorder: 1_000 },
    calm: { reorder: 0 },
  },
  {
    key: 'graph',
    name: 'Microsoft Graph is not permitted',
    words:
      'Nobody has consented: the bot writes where the activity feed would have been used, and presence in Teams is not followed.',
    on: { graph: 'forbidden' },
    calm: { graph: null },
  },
  {
    key: 'sockets',
    name: 'Drop Direct Line sockets',
    words: 'The connection to the bot breaks every few messages.',
    on: { dropSocketEvery: 4 },
    calm: { dropSocketEvery: 0 },
  },
];

export const ALL_CALM: Partial<Faults> = Object.assign(
  {},
  ...TROUBLES.map((trouble) => trouble.calm),
) as Partial<Faults>;

/** On when anything it sets differs from calm. */
export function isOn(trouble: Trouble, faults: Faults): boolean {
  const names = Object.keys(trouble.on) as (keyof Faults)[];
  return names.some((name) => faults[name] !== trouble.calm[name]);
}
