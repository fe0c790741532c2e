/** What managers do about chats the desk cannot open with customers of agents in Teams. Pure. */

export const NO_APP_FOR_CUSTOMER =
  'Teams did not let the desk write to a customer, because they do not have its app. They got a link that adds it. To spare people that, give the app to everybody with a setup policy in the Teams admin center, or let the desk add it: Settings, Teams notifications and presence.';
