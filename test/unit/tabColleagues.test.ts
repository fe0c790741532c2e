import type { Agent, Escalation } from '../../src/contract/api';
import { colleagueWords } from '../../tab/conversation/details/colleagueWords';
import { agentWords, isFull, orderAgents } from '../../tab/parts/agents';
import { alarmWords } from '../../tab/parts/states';
import { countdownWords } from '../../tab/work/useSecondsLeft';

const buildAgent = (name: string, part: Partial<Agent> = {}): Agent => ({
  id: name,
  name,
  queueIds: [],
  presence: 'available',
  teamsSays: null,
  setBy: null,
  tabClosedAt: null,
  skills: [],
  capacity: null,
  load: 0,
  ...part,
});

describe('colleagues in words', () => {
  it.each([
    [{}, 'Lee – available, 0 open'],
    [{ presence: 'away', load: 2 }, 'Lee – away, 2 open'],
    [{ presence: 'busy', load: 1, capacity: 3 }, 'Lee – busy, 1 of 3 open'],
    [{ load: 3, capacity: 3 }, 'Lee – full, 3 of 3 open'],
    [{ load: 4, capacity: 3 }, 'Lee – full, 4 of 3 open'],
  ] as const)('%j: %s', (part, words) => expect(agentWords(buildAgent('Lee', part))).toBe(words));

  it('whoever takes no limit is never full', () => {
    expect(isFull({ capacity: null, load: 99 })).toBe(false);
  });

  it('those who can help stand first: with room, there, with little to do', () => {
    const full = buildAgent('Full', { load: 1, capacity: 1 });
    const away = buildAgent('Away', { presence: 'away' });
    const busy = buildAgent('Busy', { presence: 'busy' });
    const much = buildAgent('Much', { load: 5 });
    const free = buildAgent('Free');
    expect(orderAgents([full, away, busy, much, free])).toEqual([free, much, busy, away, full]);
  });
});

describe('colleagues who read along', () => {
  const lee = { id: 'lee', name: 'Lee Gu', role: 'consulted' } as const;
  const diego = { id: 'diego', name: 'Diego', role: 'consulted' } as const;
  const megan = { id: 'megan', name: 'Megan', role: 'joined' } as const;
  it.each<[Escalation['colleagues'], string, string | null]>([
    [[], 'adele', null],
    [[lee], 'adele', 'Lee Gu was asked for advice'],
    [[lee], 'lee', 'You were asked for advice'],
    [[lee, diego], 'adele', 'Lee Gu and Diego were asked for advice'],
    [[lee, megan], 'adele', 'Lee Gu was asked for advice · Megan joined'],
    [[megan], 'megan', 'You joined'],
  ])('%j, seen by %s: %s', (colleagues, me, words) => expect(colleagueWords(colleagues, me)).toBe(words));
});

it('an offer counts down in minutes and seconds', () => {
  expect([125, 42, 9].map(countdownWords)).toEqual(['2:05 left', '0:42 left', '0:09 left']);
  expect(countdownWords(0)).toBe('Going on to somebody else…');
});

it('an alarm is told in words, and no alarm in none', () => {
  expect(alarmWords('none')).toBeNull();
  expect(alarmWords('onCall')).toBe('Overdue');
  expect(alarmWords('managers')).toBe('Very overdue');
});
