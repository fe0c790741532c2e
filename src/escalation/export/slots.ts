/** How many exports are under way: each is work for the database, and a person needs one. */
import { AppError } from '../../base/errors';
import { EXPORT_LIMITS } from '../../contract/exports';

export class ExportSlots {
  private readonly byPerson = new Map<string, number>();
  private all = 0;

  /** @returns gives it back; doing so twice is doing so once */
  take(person: string): () => void {
    const own = this.byPerson.get(person) ?? 0;
    if (own >= EXPORT_LIMITS.perPerson) {
      throw new AppError('too_many_requests', 'You have exports under way. Wait until one is done, or cancel it.');
    }
    if (this.all >= EXPORT_LIMITS.perProcess) {
      throw new AppError('too_many_requests', 'Others are exporting just now. Try again in a few minutes.');
    }
    this.byPerson.set(person, own + 1);
    this.all += 1;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.all -= 1;
      const left = (this.byPerson.get(person) ?? 1) - 1;
      if (left > 0) this.byPerson.set(person, left);
      else this.byPerson.delete(person);
    };
  }
}
