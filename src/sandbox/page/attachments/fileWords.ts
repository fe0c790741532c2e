/** Files in words. Pure. */

/** `1.4 MB`. */
export function sizeWords(bytes: number): string {
  const kb = bytes / 1_024;
  return kb < 1_000 ? `${Math.max(1, Math.round(kb))} KB` : `${(kb / 1_024).toFixed(1)} MB`;
}

/** The ending as people say it: `PDF`. */
export function kindOf(name: string): string {
  return /\.([^.]{1,8})$/.exec(name)?.[1]?.toUpperCase() ?? 'File';
}
