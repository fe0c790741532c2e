/** Where the lines across a chart stand: at numbers one would say. Pure. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OF_SECONDS = [1, 2, 5, 10, 15, 30, ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE)].concat(
  [1, 2, 3, 6, 12].map((each) => each * HOUR),
);
/** So many parts a chart has at most. */
const MOST_PARTS = 4;

/** From nothing to what is not less than `top`, evenly; of seconds at whole minutes, hours and days. */
export function linesUpTo(top: number, kind: 'count' | 'seconds' = 'count'): number[] {
  const step =
    (kind === 'seconds' && OF_SECONDS.find((each) => top / each <= MOST_PARTS)) ||
    (kind === 'seconds' ? DAY * round(top / DAY) : round(top));
  return linesOf(step, Math.max(1, Math.ceil(top / step)));
}

export const linesOf = (step: number, parts: number): number[] =>
  Array.from({ length: parts + 1 }, (_, index) => index * step);

/** The least of 1, 2, 5, 10, 20, 50… of which at most `MOST_PARTS` reach the top. */
function round(top: number): number {
  const least = Math.max(1, top / MOST_PARTS);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((each) => each * power >= least) ?? 10);
}
