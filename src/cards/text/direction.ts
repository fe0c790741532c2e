/** Which way other people's words run, so that they stand right among ours. Pure. */

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const FIRST_LETTER = /\p{L}/u;

/** FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE: what is inside turns nothing outside round. */
export function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Where a text that stands alone begins. */
export function sideOf(text: string): 'Left' | 'Right' {
  const first = FIRST_LETTER.exec(text)?.[0];
  return first !== undefined && RIGHT_TO_LEFT.test(first) ? 'Right' : 'Left';
}
