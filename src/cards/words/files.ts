/** Why a file is not there, in words for agents and customers alike. Pure. */
import { LIMITS } from '../../contract/fields';
import { FILE_LIMITS } from '../../domain/file';

const MEGABYTES = FILE_LIMITS.bytes / 1_048_576;

export const TOO_LARGE = `This file is larger than ${MEGABYTES} MB, which is the most the desk takes.`;
export const TOO_LARGE_TO_KEEP = `This file is larger than ${LIMITS.cannedFileBytes / 1_048_576} MB, which is the most a canned reply keeps.`;
export const RUNS = 'This kind of file could run on your computer, so the desk does not take it.';
export const EMPTY = 'This file is empty.';
export const TOO_MANY = `A message brings at most ${FILE_LIMITS.perMessage} files; this one was left out.`;
export const WEB_PAGE =
  'Its link leads to a web page and not to the file. It may need a sign-in the desk does not have.';

/** @param host where it is kept */
export function notGiven(status: number, host: string): string {
  if (status === 404 || status === 410) return `The file is no longer at ${host}.`;
  if (status === 401 || status === 403) return `${host} does not give the file to the desk; its link may have expired.`;
  if (status === 429 || status >= 500) return `${host} could not give the file (${status}).`;
  return `${host} refused to give the file (${status}).`;
}

/** `1.4 MB` */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export const FILE_FORGOTTEN = 'The desk does not keep this file any more.';
/** @param link the file's name, as a link */
export const savedWithinAnHour = (link: string, size: string): string =>
  `${link} (${size}) can be saved within an hour.`;
