/** Where the lines across a chart stand. */
import fc from 'fast-check';
import { linesUpTo } from '../../tab/now/overTime/scale';

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [5, [0, 2, 4, 6]],
  [37, [0, 10, 20, 30, 40]],
  [900, [0, 500, 1_000]],
])('of counts up to %d they stand at whole, round numbers', (top, lines) => {
  expect(linesUpTo(top)).toEqual(lines);
});

test.each([
  [3, [0, 1, 2, 3]],
  [100, [0, 30, 60, 90, 120]],
  [3_000, [0, 900, 1_800, 2_700, 3_600]],
  [90_000, [0, 43_200, 86_400, 129_600]],
  [10 * 86_400, [0, 5, 10].map((days) => days * 86_400)],
])('of times up to %d seconds they stand at what a clock or a calendar has', (top, lines) => {
  expect(linesUpTo(top, 'seconds')).toEqual(lines);
});

test('whatever the top is, they begin with nothing, reach it, are evenly apart and few', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constantFrom('count', 'seconds'), (top, kind) => {
      const lines = linesUpTo(top, kind);
      const step = lines[1] ?? 0;
      expect(lines).toEqual(lines.map((_, index) => index * step));
      expect(lines.at(-1)).toBeGreaterThanOrEqual(top);
      expect(lines.length).toBeLessThanOrEqual(5);
      expect(Number.isInteger(step) && step > 0).toBe(true);
    }),
  );
});
