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

/** Where Teams wants the bytes of a file somebody has accepted, and how it is shown afterwards. */
export interface ConsentedUpload {
  uploadUrl: string;
  contentUrl: string | null;
  name: string | null;
  uniqueId: string | null;
  fileType: string | null;
}

export const FILE_LIMITS = {
  /** Bytes of one file, either way. */
  bytes: LIMITS.fileBytes,
  /** Files of one message. */
  perMessage: LIMITS.filesPerMessage,
  /** Characters of a name, ending included. */
  name: 120,
} as const;
