/** What this tab itself does to chats: when one leaves, whoever did it elsewhere is told, and nobody is told what they did here. */
const begun = new Set<string>();
let handingOn = 0;

export const beganHere = (escalationId: string): void => void begun.add(escalationId);
/** Refused, or given up: if it happens all the same, that is news. */
export const notDoneHere = (escalationId: string): void => void begun.delete(escalationId);

export function handingOnHere<T>(work: Promise<T>): Promise<T> {
  handingOn += 1;
  return work.finally(() => (handingOn -= 1));
}

/** Answers once for each time. */
export const wasDoneHere = (escalationId: string): boolean => begun.delete(escalationId) || handingOn > 0;
