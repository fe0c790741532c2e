/** How many rows are read at once: many small ones or few large ones, so that a page takes as much memory either way. */
const ROWS = { first: 100, least: 10, most: 500 };
const PAGE_BYTES = 1024 * 1024;

export class PageSize {
  rows: number = ROWS.first;

  /** @param bytes that so many rows took */
  learn(rows: number, bytes: number): void {
    const fitting = Math.floor(PAGE_BYTES / (bytes / Math.max(1, rows)));
    this.rows = Math.min(ROWS.most, Math.max(ROWS.least, fitting));
  }
}
