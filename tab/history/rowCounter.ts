/** How many rows of a file have come. Pure. */
const QUOTE = 0x22;
const LINE_END = 0x0a;

/** Ends of lines within quotes are words of a cell; the first line of CSV has the headings. */
export function rowCounter(isCsv: boolean): (bytes: Uint8Array) => number {
  let isQuoted = false;
  let lines = isCsv ? -1 : 0;
  return (bytes) => {
    for (const byte of bytes) {
      if (isCsv && byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_END && !isQuoted) lines += 1;
    }
    return Math.max(0, lines);
  };
}
