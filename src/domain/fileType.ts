/** What a file is, by what is in it: its first bytes decide, and neither its name nor what a host calls it. Pure. */

/** Bytes of a file's beginning that are worth looking at. */
export const HEAD_BYTES = 64 * 1024;

export interface FileType {
  contentType: string;
  /** It would run where it is opened; the desk does not take it. */
  runs: boolean;
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const UNKNOWN = 'application/octet-stream';

/** Raster pictures that browsers show and nothing can hide a script in; the only files the desk shows as themselves. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
export const isPicture = (contentType: string): boolean => PICTURES.has(contentType);

/** `??` stands for any byte. */
const SIGNATURES: readonly (readonly [at: number, hex: string, contentType: string])[] = [
  [0, '89504e470d0a1a0a', 'image/png'],
  [0, 'ffd8ff', 'image/jpeg'],
  [0, '474946383761', 'image/gif'],
  [0, '474946383961', 'image/gif'],
  [0, '52494646????????57454250', 'image/webp'],
  [0, '52494646????????57415645', 'audio/wav'],
  [0, '52494646????????41564920', 'video/x-msvideo'],
  [0, '49492a00', 'image/tiff'],
  [0, '4d4d002a', 'image/tiff'],
  [4, '6674797068656963', 'image/heic'],
  [4, '6674797068656978', 'image/heic'],
  [4, '667479706d696631', 'image/heic'],
  [4, '6674797061766966', 'image/avif'],
  [4, '667479704d3441', 'audio/mp4'],
  [4, '667479707174', 'video/quicktime'],
  [4, '66747970', 'video/mp4'],
  [0, '494433', 'audio/mpeg'],
  [0, 'fffb', 'audio/mpeg'],
  [0, 'fff3', 'audio/mpeg'],
  [0, 'fff1', 'audio/aac'],
  [0, 'fff9', 'audio/aac'],
  [0, '4f676753', 'audio/ogg'],
  [0, '664c6143', 'audio/flac'],
  [0, '2321414d52', 'audio/amr'],
  [0, '1a45dfa3', 'video/webm'],
  [0, '25504446', 'application/pdf'],
  [0, '7b5c727466', 'application/rtf'],
  [0, '1f8b', 'application/gzip'],
  [0, '377abcaf271c', 'application/x-7z-compressed'],
  [0, '526172211a07', 'application/vnd.rar'],
  [0, 'd0cf11e0a1b11ae1', 'application/x-ole-storage'],
];

/** What computers run: programs, and shortcuts to them. */
const RUNNING: readonly (readonly [at: number, hex: string])[] = [
  [0, '7f454c46'],
  [0, 'feedface'],
  [0, 'feedfacf'],
  [0, 'cefaedfe'],
  [0, 'cffaedfe'],
  [0, 'cafebabe'],
  [0, '0061736d'],
  [0, '6465780a'],
  [0, '4c0000000114020000000000c000000000000046'],
  [0, '4d534346'],
];

/** Endings of what runs when it is opened, much as mail programs refuse them. */
const RUNNING_ENDINGS: ReadonlySet<string> = new Set(
  (
    'ade adp apk app appinstaller application appref-ms appx appxbundle bat cab chm class cmd com command cpl deb desktop ' +
    'diagcab dll dmg docm dotm elf exe gadget hlp hta img inf ins iso isp jar jnlp js jse ksh lnk mam mde mjs msc msi ' +
    'msix msixbundle msp mst ocx pif pkg potm ppam ppsm pptm ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyw reg rpm run scf ' +
    'scr sct sh shb shs sys url vb vbe vbs vhd vhdx vxd website workflow ws wsc wsf wsh xbap xlam xll xlsm xltm'
  ).split(' '),
);

/** Whether a name ends as something that runs. What follows the last dot counts, as it does where it is opened. */
export function endsAsProgram(name: string): boolean {
  const ending = /\.([^.]+)$/.exec(name.replace(/[\s.]+$/, ''))?.[1];
  return ending !== undefined && RUNNING_ENDINGS.has(ending.toLowerCase());
}

/**
 * @param head the first bytes, up to HEAD_BYTES
 * @param claimed what the sender calls it: decides among what is alike inside, and nothing else
 */
export function typeOf(head: Uint8Array, claimed: string | null): FileType {
  if (runs(head)) return { contentType: UNKNOWN, runs: true };
  const signature = SIGNATURES.find(([at, hex]) => matches(head, at, hex))?.[2];
  if (signature !== undefined) return { contentType: narrowed(signature, claimed), runs: false };
  if (matches(head, 0, '504b0304') || matches(head, 0, '504b0506')) return { contentType: zipped(head), runs: false };
  // Markup is text to the desk: what is never called HTML or SVG is never shown as such.
  if (isText(head)) return { contentType: claimed === 'text/csv' ? 'text/csv' : 'text/plain', runs: false };
  return { contentType: UNKNOWN, runs: false };
}

/** What a name ends in says which of those that are alike inside a file is, where its sender does not. */
const ALIKE: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  m4a: 'audio/mp4',
  weba: 'audio/webm',
};
export function claimedOf(name: string, contentType: string | null): string | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return contentType === null || contentType === UNKNOWN ? (ALIKE[ending] ?? contentType) : contentType;
}

/** Whether bytes begin as a page does: what hosts answer with when they want somebody to sign in. */
export function isWebPage(head: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body)[\s>]/i.test(
    latin(head.subarray(0, 1_024)),
  );
}

function runs(head: Uint8Array): boolean {
  if (RUNNING.some(([at, hex]) => matches(head, at, hex))) return true;
  const start = latin(head.subarray(0, 2));
  // `#!` begins scripts; recordings of old telephones begin `#!AMR`.
  if (start === '#!') return !matches(head, 0, '2321414d52');
  // Programs for Windows, and not a sentence that begins with MZ.
  return start === 'MZ' && !isText(head);
}

/** Containers hold sound alone or pictures too, and old Office documents are alike in their first bytes. */
function narrowed(signature: string, claimed: string | null): string {
  const [kind, name] = [signature.split('/')[0], signature.split('/')[1]];
  if (kind === 'video' && claimed === `audio/${name}`) return claimed;
  if (signature === 'audio/ogg' && claimed === 'video/ogg') return claimed;
  const old = ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'];
  if (signature === 'application/x-ole-storage' && claimed !== null && old.includes(claimed)) return claimed;
  return signature;
}

/** Office documents are archives that name their parts. */
function zipped(head: Uint8Array): string {
  const names = latin(head);
  const mime = /^PK[\s\S]{28}mimetype(application\/[\w.+-]{1,80}?)PK/.exec(names)?.[1];
  if (mime) return mime;
  if (!names.includes('[Content_Types].xml') && !names.includes('_rels/')) return 'application/zip';
  if (names.includes('word/')) return `${OPEN_XML}.wordprocessingml.document`;
  if (names.includes('xl/')) return `${OPEN_XML}.spreadsheetml.sheet`;
  if (names.includes('ppt/')) return `${OPEN_XML}.presentationml.presentation`;
  return 'application/zip';
}

function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  if (matches(head, 0, 'fffe') || matches(head, 0, 'feff')) return true;
  if (head.some((byte) => byte === 0 || (byte < 32 && ![9, 10, 12, 13, 27].includes(byte)))) return false;
  return true;
}

function matches(head: Uint8Array, at: number, hex: string): boolean {
  if (head.length < at + hex.length / 2) return false;
  for (let n = 0; n < hex.length; n += 2) {
    const wanted = hex.slice(n, n + 2);
    if (wanted !== '??' && head[at + n / 2] !== parseInt(wanted, 16)) return false;
  }
  return true;
}

/** One character a byte, so that names inside can be looked for. */
function latin(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8_192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  }
  return text;
}
