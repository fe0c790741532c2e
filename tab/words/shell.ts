/** What stands around the lists and chats: opening, signing in, nothing open, connection lost. */
import type { ReactNode } from 'react';
import { rich } from './language';

export const shellWords = {
  opening: 'Opening the desk…',
  signingIn: 'Signing you in…',

  openInTeams: 'Open this in Microsoft Teams',
  livesInTeams:
    'Handoff Desk lives inside Teams, where it knows who you are. Look for it in the app bar on the left, or press “Open chat” on a card in your queue’s channel.',
  openTeams: 'Open Teams',
  teamsSilent: 'Teams did not answer',
  reloadTab:
    'The desk is open, but Teams around it stays silent. Reload the tab; if that does not help, leave Teams and come back.',
  unreachable: 'The desk cannot be reached',

  signInFailed: 'We could not sign you in',
  showAdministrator: ({ reason }: { reason: string }) =>
    `${reason} Try again; if it stays like this, show this page to your Teams administrator.`,
  forAdministrator: 'For your Teams administrator',
  checkIdUri: ({ uri, resource }: { uri: ReactNode; resource: ReactNode }) =>
    rich`The Entra app’s ID URI is ${uri} and matches ${resource} in the Teams app.`,
  checkScope: ({ scope }: { scope: ReactNode }) =>
    rich`It exposes ${scope}, allows the Teams clients, and issues version 2 tokens.`,
  checkConsent: 'An administrator has consented, and this tenant is in ALLOWED_TENANTS.',
  checkClientId: 'AAD_APP_CLIENT_ID on the server names the same Entra app.',

  broke: 'This did not work',
  updated: 'The desk may have been updated meanwhile. Reload to go on; what you were writing is kept.',
  reload: 'Reload',

  notConnected: 'Not connected',
  notConnectedMeans:
    'What you write is kept, and sent when you are connected again. Until then nothing else can be done, and what others do does not show.',
  signedOut: 'You are signed out',
  signedOutMeans:
    'What you write is kept here, and sent once you are signed in. Sign in to Teams again if it asks you to, then try again.',
  reconnecting: 'Reconnecting…',
  mayBeMissing: 'New messages may be missing here for the moment. What you write is kept and sent.',
  /** A queue was taken away, or came. */
  sightChanged: 'Which queues you see has just been changed. What is on the screen follows.',
  connectedAgain: 'Connected again',

  chat: 'Chat',
  overview: 'Overview',
  nothingOpen: 'No chat open',
  chooseSomebody: 'Choose somebody on the left. Whoever waits longest is on top.',
  waiting: 'waiting',
  longestWait: 'longest wait in a queue',
  nobody: 'nobody',
  withAgents: 'with agents',
  endedToday: 'ended today',
};
