import { blocksOf, edgeOfBlock } from '../../src/domain/search/lexemes';
import { type Facts, lookUpOf } from '../../src/domain/search/lookUp';
import { readSearch } from '../../src/domain/search/query';
import { dice } from '../support/dice';

const EVERYBODY = { id: 'megan', manager: true };
const QUEUES: Facts = { every: [['=q1', '=q2']] };
const asked = (typed: string, facts: Facts = { every: [] }) => lookUpOf(readSearch(typed), facts, EVERYBODY);

test('words and filters are asked apart', () => {
  expect(asked('late ', QUEUES).queries).toEqual([`('late' | '!*late')`, `('=q1' | '=q2')`]);
  expect(asked('late ').queries).toHaveLength(1);
});

test('what is left out is never asked alone while anything is wanted', () => {
  expect(asked('late -red ', QUEUES).queries[0]).toBe(`('late' | '!*late') & !('red' | '!*red')`);
  expect(asked('-red ', QUEUES)).toMatchObject({
    queries: [`('=q1' | '=q2') & !('red' | '!*red')`],
    isNarrow: true,
  });
  expect(asked('-red ')).toMatchObject({ queries: [`!('red' | '!*red')`], isNarrow: false });
});

test('a time that is rounded to blocks is no shorter, at most by a block longer, and covered by fewer', () => {
  const next = dice(7);
  const DAY_MS = 86_400_000;
  for (let n = 0; n < 500; n += 1) {
    const to = new Date(Date.UTC(2026, 0, 1) + next() * 365 * DAY_MS);
    const far = new Date(to.getTime() - DAY_MS * 300 * next());
    const longest = (to.getTime() - far.getTime()) / 4;
    for (const sign of [1, -1]) {
      const at = sign > 0 ? to : far;
      const beyond = sign * (edgeOfBlock(at, longest, sign).getTime() - at.getTime());
      expect(beyond).toBeGreaterThanOrEqual(0);
      expect(beyond).toBeLessThanOrEqual(Math.max(longest, DAY_MS / 8));
    }
    const rounded = blocksOf(edgeOfBlock(far, longest, -1), to);
    expect(rounded.length).toBeLessThanOrEqual(blocksOf(far, to).length);
  }
});
