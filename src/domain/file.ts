/** Files that come with messages: where they are fetched from, and what the desk takes. Pure. */
import { LIMITS } from '../contract/fields';
import type { Attachment } from './message';

/** Where the desk fetches a file from; a link may be a secret, so a source is shown to nobody. */
export type FileSource =
  /** Anybody who has the link may read it: a download link of Teams, a picture on the web. */
  | { kind: 'link'; url: string }
  /** Behind the bot's own token, which goes to the activity's own service host and nowhere else. */
  | { kind: 'teams'; url: string; serviceUrl: string; botAppId: string };

/** An attachment as an edge reads it: with a source it becomes a file of the desk. */
export interface IncomingAttachment extends Attachment {
  source?: FileSource;
}

export const FILE_LIMITS = {
  /** Bytes of one file, either way. */
  bytes: LIMITS.fileBytes,
  /** Files of one message. */
  perMessage: LIMITS.filesPerMessage,
  /** Characters of a name, ending included. */
  name: 120,
} as const;

const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What file systems and headers take for something else. */
const FORBIDDEN = /[\\/:*?"<>|]/g;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name that can be shown, kept and saved: no folders, no characters that turn letters around or hide them,
 * and never longer than FILE_LIMITS.name, its ending kept.
 */
export function fileNameOf(name: string | null | undefined, otherwise: string): string {
  const plain = (name ?? '')
    .normalize('NFC')
    .replace(CONTROLS, '')
    .replace(FORBIDDEN, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (plain === '') return otherwise;
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  if (safe.length <= FILE_LIMITS.name) return safe;
  const ending = /\.[^.]{1,16}$/.exec(safe)?.[0] ?? '';
  // A cut through a pair of surrogates would leave half a character.
  const start = safe.slice(0, FILE_LIMITS.name - ending.length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${start}…${ending}`;
}
