import { useState } from 'react';

/**
 * What one has chosen, shown from the press on until the desk has answered; several choices may be on their way.
 * @param save throws where the desk refuses; whoever asks says so
 */
export function useAsked<Change extends object>(
  save: (change: Change) => Promise<unknown>,
): [Partial<Change>, (change: Change) => Promise<void>] {
  const [asked, setAsked] = useState<Partial<Change>>({});
  async function ask(change: Change): Promise<void> {
    setAsked((before) => ({ ...before, ...change }));
    try {
      await save(change);
    } finally {
      setAsked((now) => without(now, change));
    }
  }
  return [asked, ask];
}

/** What was chosen anew meanwhile stays. */
function without<Change extends object>(asked: Partial<Change>, done: Change): Partial<Change> {
  const isDone = (name: string, value: unknown) => done[name as keyof Change] === value;
  return Object.fromEntries(Object.entries(asked).filter(([name, value]) => !isDone(name, value))) as Partial<Change>;
}
