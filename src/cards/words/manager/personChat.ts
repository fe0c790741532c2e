/** What managers do about chats the desk cannot open with customers of agents in Teams. Pure. */

export const GIVE_APP_TO_ALL =
  'Give the app to everybody with a setup policy in the Teams admin center, or let the desk add it: Settings, Teams notifications and presence.';
export const NO_APP_FOR_CUSTOMER = `Teams did not let the desk write to a customer, because they do not have its app. They got a link that adds it. To spare people that: ${GIVE_APP_TO_ALL}`;

/** The step of a connection's test. */
export const LOOK_FOR_APP = 'See whether customers can be written to';
export const APP_IN_CATALOG =
  'The app is among the apps of your organisation, and is added for whoever does not have it.';
export const LAST_CUSTOMER_HAS_APP = 'The chat with the customer handed over last can be opened.';
export const LAST_CUSTOMER_HAS_NO_APP = 'The customer handed over last does not have the app.';
export const NOBODY_HANDED_OVER =
  'Nobody was handed over to this chat yet. Whoever does not have the app by then gets a link to it.';
export const WAIT_AND_TEST_AGAIN = 'Wait a moment and test again.';
