/** What managers read when a connection cannot change its state, and of its tests in the change history. Pure. */

export const testFirstWords = (wasTested: boolean): string =>
  `${wasTested ? 'It has not passed a test since it was changed.' : 'It was not tested yet.'} Test it first, or insist.`;

export function stillOpenWords(count: number, isDraining: boolean): string {
  const open = count === 1 ? '1 chat is' : `${count} chats are`;
  return `${open} still open. ${isDraining ? 'It can be removed when they have ended.' : 'Stop new requests first.'}`;
}

/** What it has to be first. */
export const FIRST: Record<'live' | 'pause' | 'drain' | 'remove', string> = {
  live: 'A removed connection stays removed. Add the bot again; its app ID is free.',
  pause: 'Only a live connection can be paused.',
  drain: 'New requests can be stopped of a live or paused connection only. A draft can be removed at once.',
  remove: 'A live connection serves customers. Pause it or stop new requests first.',
};
