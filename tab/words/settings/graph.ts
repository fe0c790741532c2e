/** Settings: how Teams tells agents of unread customers, and whether presence in Teams counts. */
import type { AddApp, FollowPresence, TellBy } from '../../../src/contract/api';

const tellBy: Record<TellBy, string> = {
  chat: 'A message from the bot',
  feed: 'A notification in Teams’ activity feed',
};
const tellByMeans: Record<TellBy, string> = {
  chat: 'Reaches phones, too.',
  feed: 'On computers only, unless Microsoft has listed your app for phones. Where it cannot be shown, the bot writes.',
};
const follow: Record<FollowPresence, string> = {
  off: 'Not followed',
  calls: 'Calls and presentations',
  all: 'Everything',
};
const followMeans: Record<FollowPresence, string> = {
  off: 'Only what agents say in the tab counts.',
  calls: 'Nobody is offered a chat while in a call or presenting in Teams.',
  all: 'Busy, in a meeting, away and offline in Teams count as well.',
};
const addApp: Record<AddApp, string> = {
  off: 'Not added',
  customers: 'Added when an agent in Teams hands somebody over',
};
const addAppMeans: Record<AddApp, string> = {
  off: 'Whoever does not have it adds it by the link their agent shows, unless a setup policy has given it to them.',
  customers: 'The desk adds it for that person, so that they can be written to at once. Nobody else gets it.',
};

export const graphWords = {
  title: 'Teams notifications and presence',
  lead: 'What the desk does through Microsoft Graph. It needs permissions; without them everything else works as before.',
  loading: 'Loading what Microsoft Graph is used for',
  failed: 'What Microsoft Graph is used for did not load',
  tellByTitle: 'Telling an agent who does not look',
  tellBy,
  tellByMeans,
  followTitle: 'Following presence in Teams',
  follow,
  followMeans,
  addAppTitle: 'The app, for customers who do not have it',
  addApp,
  addAppMeans,
  saved: 'Saved.',
  untried: 'Not tried yet.',
  worked: ({ when }: { when: string }) => `It worked ${when}.`,
  failedAt: ({ when, reason }: { when: string; reason: string }) => `It failed ${when}. ${reason}`,
};
