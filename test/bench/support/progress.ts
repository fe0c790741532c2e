/** A bar on the terminal while something is measured; nothing where there is no terminal. */
const WIDTH = 24;

export class Progress {
  private readonly isShown = process.stderr.isTTY;

  constructor(what: string) {
    this.show(what, 0);
  }

  /** @param share 0 to 1 */
  show(what: string, share: number): void {
    if (!this.isShown) return;
    const full = Math.round(share * WIDTH);
    process.stderr.write(`\r\u001b[2K[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${what}`);
  }

  end(): void {
    if (this.isShown) process.stderr.write('\r\u001b[2K');
  }
}
