/** What stands in the way of Microsoft Graph, for managers, and what whoever runs the desk does about it. Pure. */

const LONGEST = 240;

export const GRAPH_NOT_SET_UP =
  'The desk has no secret of the app that its Teams package names. Set AAD_APP_CLIENT_SECRET, or use one app for the bot and the tab.';
export const GRAPH_SECRET = 'AAD_APP_CLIENT_SECRET';

/** @param said Graph's own words */
export const graphForbids = (said: string): string => `Microsoft Graph does not permit it: ${said.slice(0, LONGEST)}`;
export const graphRefuses = (status: number, said: string): string =>
  `Microsoft Graph refused it (${status}): ${said.slice(0, LONGEST)}`;
export const GRAPH_TOKEN_REFUSED = 'Microsoft Graph does not accept the desk’s token (401).';
export const GRAPH_BUSY = 'Microsoft Graph asks to slow down (429).';
export const graphBroke = (status: number): string => `Microsoft Graph had a fault (${status}).`;
export const graphAway = (why: string): string => `Microsoft Graph did not answer: ${why.slice(0, LONGEST)}`;
export const GRAPH_GARBLED = 'Microsoft Graph answered something the desk does not understand.';

type Use = 'feed' | 'presence' | 'install';
type Fault = 'notSetUp' | 'signIn' | 'forbidden' | 'refused' | 'busy' | 'broken';

const LATER = 'Nothing needs to be done: the desk tries again by itself.';

/** What to do, in one sentence. */
const REMEDIES: Record<Use, Record<Fault, string>> = {
  feed: {
    notSetUp: GRAPH_NOT_SET_UP,
    signIn: 'Check BOT_PASSWORD or AAD_APP_CLIENT_SECRET, and that the app exists in this tenant.',
    forbidden:
      'The agent needs the app in their own Teams, in the version with the permission TeamsActivity.Send.User; or consent to TeamsActivity.Send for everybody. Until then the bot writes to them.',
    refused: 'Update the Teams app to the package of this version. Until then the bot writes to agents.',
    busy: LATER,
    broken: LATER,
  },
  presence: {
    notSetUp: GRAPH_NOT_SET_UP,
    signIn: 'Check BOT_PASSWORD or AAD_APP_CLIENT_SECRET, and that the app exists in this tenant.',
    forbidden:
      'An administrator has to consent to the application permission Presence.Read.All for the app. Until then only what agents say counts.',
    refused: 'Check GRAPH_URL: it has to be the Microsoft Graph of the cloud this tenant is in.',
    busy: LATER,
    broken: LATER,
  },
  install: {
    notSetUp: GRAPH_NOT_SET_UP,
    signIn: 'Check BOT_PASSWORD or AAD_APP_CLIENT_SECRET, and that the app exists in this tenant.',
    forbidden:
      'An administrator has to consent to the application permissions TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All and AppCatalog.Read.All for the app. Until then customers add the app themselves, by the link their agent shows.',
    refused:
      'Upload the package to your organisation’s apps in the Teams admin center, see that it is allowed there, and that TEAMS_APP_ID is the id in its manifest. Until then customers add the app themselves, by the link their agent shows.',
    busy: LATER,
    broken: LATER,
  },
};

export const appNotInCatalog = (teamsAppId: string): string =>
  `The app ${teamsAppId} is not among the apps of your organisation.`;

export const graphRemedy = (use: Use, fault: Fault): string => REMEDIES[use][fault];

export const GRAPH_SETTINGS = 'Teams notifications and presence';

export const TOLD: Record<'chat' | 'feed', string> = {
  chat: 'Agents are told of unread customers by the bot',
  feed: 'Agents are told of unread customers in the activity feed',
};
export const FOLLOWED: Record<'off' | 'calls' | 'all', string> = {
  off: 'presence in Teams is not followed',
  calls: 'calls and presentations in Teams make agents busy',
  all: 'presence in Teams makes agents busy or away',
};

export const APP_ADDED: Record<'off' | 'customers', string> = {
  off: 'the app is not added for customers',
  customers: 'the app is added for customers that agents in Teams hand over',
};

interface Used {
  tellBy: 'chat' | 'feed';
  followPresence: 'off' | 'calls' | 'all';
  addApp: 'off' | 'customers';
}

/** For the audit. */
export const graphChange = ({ tellBy, followPresence, addApp }: Used): string =>
  `${TOLD[tellBy]}; ${FOLLOWED[followPresence]}; ${APP_ADDED[addApp]}`;
