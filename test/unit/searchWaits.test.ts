import { blocksBeyond, blocksOfWait } from '../../src/domain/search/waits';
import { dice } from '../support/dice';

const YEAR = 366 * 86_400;

/** Whether somebody who waited so long, in seconds, is looked up by "longer than". */
const isFound = (waited: number, longerThan: number): boolean => {
  const own = new Set(blocksOfWait(Math.ceil(waited)));
  return blocksBeyond(longerThan).some((block) => own.has(block));
};

test('up to two minutes exactly those who waited longer, to the microsecond', () => {
  for (let seconds = 0; seconds < 128; seconds += 1) {
    expect([seconds - 1, seconds - 0.5, seconds].map((waited) => isFound(waited, seconds))).toEqual([
      false,
      false,
      false,
    ]);
    expect([seconds + 0.000_001, seconds + 1, seconds * 10 + 1].map((waited) => isFound(waited, seconds))).toEqual([
      true,
      true,
      true,
    ]);
  }
});

test('everybody who waited longer, however long, and of the others none but by one part in sixty', () => {
  const next = dice(11);
  for (let n = 0; n < 5_000; n += 1) {
    const seconds = Math.floor(YEAR ** next());
    expect(isFound(seconds + YEAR ** next(), seconds)).toBe(true);
    const less = seconds * next();
    if (isFound(less, seconds)) expect(less).toBeGreaterThan(seconds * (1 - 1 / 60) - 1);
  }
  expect(isFound(YEAR * 20, YEAR)).toBe(true);
});

test('few blocks say it', () => {
  const next = dice(12);
  for (let n = 0; n < 1_000; n += 1) {
    const seconds = Math.floor(YEAR ** next());
    expect(blocksOfWait(seconds).length).toBeLessThanOrEqual(6);
    expect(blocksBeyond(seconds).length).toBeLessThanOrEqual(18);
    expect(blocksBeyond(seconds).length).toBeGreaterThan(0);
  }
  expect(blocksOfWait(0)).toEqual([]);
});
