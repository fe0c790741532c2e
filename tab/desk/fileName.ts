/** The name a file goes by, from the header it comes with. Pure. */

/** RFC 6266: the encoded name wins over the plain one, and a plain one that is a single word needs no quotes. */
export function fileNameIn(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  const [, quoted, word] = /filename=(?:"((?:[^"\\]|\\.)*)"|([^\s";]+))/i.exec(disposition) ?? [];
  const plain = quoted?.replace(/\\(.)/g, '$1') ?? word;
  try {
    return encoded ? decodeURIComponent(encoded) : (plain ?? 'download');
  } catch {
    return plain ?? 'download'; // Not encoded as it says.
  }
}
