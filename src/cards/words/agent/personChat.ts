/** What agents read of a chat the desk opens with a customer that an agent in Teams handed over. Pure. */

/** Why words wait. */
export const CUSTOMER_HAS_NO_APP =
  'The customer does not have the app yet. Words wait, and go out as soon as they open the chat by the link they got.';
export const CHAT_BEING_OPENED = 'The chat with the customer is being opened.';
/** Final. */
export const PERSON_UNKNOWN = 'Teams knows nobody with the id the agent gave.';

/** Notes, with the customer's name. */
export const customerHasNoApp = (name: string): string =>
  `${name} does not have the app yet, so nothing reaches them. They got a link to it; what you write waits and goes out as soon as they open it.`;
export const chatIsOpen = (name: string): string => `${name} has the app now; what waited is on its way.`;
