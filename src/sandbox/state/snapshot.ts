/** Keeps what the sandbox must remember across restarts in one file. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const SETTLE_MS = 250;

export class Snapshot<T> {
  private timer: NodeJS.Timeout | null = null;
  /** A big state is written less often, so that writing never takes more than a tenth of the time. */
  private settleMs = SETTLE_MS;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string | null,
    private readonly collect: () => T,
    private readonly failed: (error: unknown) => void,
  ) {
    if (file !== null) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  }

  /** What an earlier process left; null when there is none, or none that can be read. */
  read(): unknown {
    if (this.file === null) return null;
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.failed(error);
      return null;
    }
  }

  /** Writes soon; changes within a moment of each other share one write. */
  touch(): void {
    if (this.file === null || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.writing = this.writing.then(() => this.write()).catch(this.failed);
    }, this.settleMs);
    this.timer.unref();
  }

  private async write(): Promise<void> {
    if (this.file === null) return;
    const began = Date.now();
    const beside = `${this.file}.${process.pid}.new`;
    await writeFile(beside, JSON.stringify(this.collect()), { mode: 0o600 });
    await rename(beside, this.file);
    this.settleMs = Math.max(SETTLE_MS, (Date.now() - began) * 10);
  }

  /** Writes at once whatever is still waiting. */
  async close(): Promise<void> {
    const waiting = this.timer !== null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    await this.writing;
    if (waiting) await this.write().catch(this.failed);
  }

  /** For facts that must not be lost even to a kill in the next moment. */
  writeNow(): void {
    if (this.file === null) return;
    const beside = `${this.file}.${process.pid}.now`;
    writeFileSync(beside, JSON.stringify(this.collect()), { mode: 0o600 });
    renameSync(beside, this.file);
  }
}
