/** Names as people see them: nothing invisible, nothing that turns the line round, never empty. Pure. */
import { cut } from './storable';

/** Control characters, and the marks that reverse or hide text around them; joiners that scripts and emoji need stay. */
export const INVISIBLE =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffc]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;
/** Something to see; joiners and variation selectors alone are nothing. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const LONGEST = 120;

/** One line people can tell apart; null when nothing of it can be seen. */
export function visibleName(name: string | null | undefined, most = LONGEST): string | null {
  const seen = lineOf(name ?? '');
  return VISIBLE.test(seen) ? cut(seen, most) : null;
}

/** What file systems and headers take for something else. */
const FORBIDDEN = /[\\/:*?"<>|]/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A file's name, fit to be shown and saved: its ending stays visible however long it is. */
export function fileName(name: string | null | undefined, otherwise: string, most = LONGEST): string {
  const seen = lineOf((name ?? '').normalize('NFC'))
    .replace(FORBIDDEN, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (!VISIBLE.test(seen)) return otherwise;
  const safe = RESERVED.test(seen) ? `_${seen}` : seen;
  if (safe.length <= most) return safe;
  const ending = ENDING.exec(safe)?.[0] ?? '';
  return `${cut(safe.slice(0, safe.length - ending.length), most - ending.length)}${ending}`;
}

const ENDING = /\.[^.]{1,16}$/;

function lineOf(text: string): string {
  return text
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
