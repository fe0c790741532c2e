/** What this process answered lately, so that a redelivered activity is not answered twice. */
const MOST = 5_000;

export class Recent {
  private readonly keys = new Set<string>();

  isNew(key: string): boolean {
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    if (this.keys.size > MOST) {
      const [oldest] = this.keys;
      if (oldest !== undefined) this.keys.delete(oldest);
    }
    return true;
  }
}
