import type { Consequence } from './consequence';

/** The card of a customer who waits says what is true now. */
export const showWaiting: Consequence = async ({ tx, conversation, before, channels }) => {
  await channels.showWaiting(tx, conversation, before.id);
};
