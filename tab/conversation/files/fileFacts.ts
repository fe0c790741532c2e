/** Files in words. Pure. */
import type { Attachment } from '../../../src/contract/api';
import { fileWords } from '../../words/files';

/** As the server counts; see FILE_LIMITS in the domain. */
const MOST_BYTES = 20 * 1024 * 1024;
const MOST_FILES = 10;

/** `1.4 MB`, in the locale's digits. */
export function sizeWords(bytes: number, locale: string): string {
  let size = bytes / 1024;
  let unit = 0;
  while (size >= 1000 && unit < 2) {
    size /= 1024;
    unit += 1;
  }
  const digits = size < 10 && unit > 0 ? 1 : 0;
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(Math.max(size, 1));
  const { kilobytes, megabytes, gigabytes } = fileWords;
  return ([kilobytes, megabytes][unit] ?? gigabytes)({ size: number });
}

/** A name in two parts, so that its ending is seen however long it is. */
export function nameParts(name: string): { stem: string; ending: string } {
  const at = name.lastIndexOf('.');
  if (at <= 0 || name.length - at > 12) return { stem: name, ending: '' };
  return { stem: name.slice(0, at), ending: name.slice(at) };
}

/** What browsers show as a picture; anything else is a document, whatever it is called. */
export const isPicture = ({ contentType }: Pick<Attachment, 'contentType'>): boolean =>
  /^image\/(png|jpeg|gif|webp)$/.test(contentType);

/** Why a file cannot be added, before it is sent anywhere; null when it can. */
export function refusalOf(file: { name: string; size: number }, already: number, locale: string): string | null {
  if (already >= MOST_FILES) return fileWords.tooMany({ most: MOST_FILES });
  if (file.size === 0) return fileWords.empty({ name: file.name });
  if (file.size > MOST_BYTES) {
    const [size, most] = [sizeWords(file.size, locale), sizeWords(MOST_BYTES, locale)];
    return fileWords.tooLarge({ name: file.name, size, most });
  }
  return null;
}
