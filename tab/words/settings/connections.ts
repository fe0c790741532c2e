/** Settings: the bots that hand over to the desk. */
import type { ConnectionKind } from '../../../src/contract/api';
import type { ReactNode } from 'react';
import { plural, rich } from '../language';

interface KindWords {
  name: string;
  /** After its name, where one chooses a kind. */
  inShort: string;
  appIdHint: string;
  /** What its test does. */
  aboutTest: string;
}

const kinds: Record<ConnectionKind, KindWords> = {
  copilotStudio: {
    name: 'Copilot Studio agent',
    inShort: 'customers write to a Teams bot of this desk',
    appIdHint: 'Its name on this desk, made from the name above. No other connection may have it.',
    aboutTest: 'The desk asks for a token, begins a conversation, says hello and waits for an answer.',
  },
  copilotStudioTeams: {
    name: 'Copilot Studio agent in Teams',
    inShort: 'customers write to the agent itself, and meet your people in a chat with this desk’s bot',
    appIdHint: 'Its name on this desk, made from the name above. No other connection may have it.',
    aboutTest: 'The desk looks whether the agent has called it and was recognised.',
  },
  botFramework: {
    name: 'Bot Framework bot',
    inShort: 'it calls this desk as its skill',
    appIdHint: 'The Microsoft app ID the bot calls the desk with.',
    aboutTest: 'The desk looks whether the bot has called it and was recognised.',
  },
  rest: {
    name: 'REST bot',
    inShort: 'anything that can call a web address',
    appIdHint: 'The bot names itself by it; made from the name above. No other connection may have it.',
    aboutTest: 'The desk sends the bot’s webhook a signed ping.',
  },
};

export const connectionWords = {
  title: 'Connections',
  lead: 'A connection is a bot that can ask for a person here.',
  loading: 'Loading connections',
  failed: 'The connections did not load',
  empty: 'No bot yet',
  addOne: 'Add a Copilot Studio agent, a Bot Framework bot, or anything that can call a web address.',
  add: 'Add a bot',
  adding: 'Adding…',
  kind: 'What kind of bot is it?',
  kinds,
  kindInShort: ({ name, inShort }: { name: string; inShort: string }) => `${name}: ${inShort}`,
  added: ({ name }: { name: string }) => `${name} is added as a draft. Test it, then let it go live.`,
  addedTitle: ({ name }: { name: string }) => `${name} is added as a draft`,

  states: {
    draft: 'Draft',
    live: 'Live',
    paused: 'Paused',
    draining: 'No new requests',
    drained: 'No new requests: can be removed',
    removed: 'Removed',
  },
  toQueue: ({ queue }: { queue: string }) => `to ${queue}`,
  toDefaultQueue: 'to the default queue',
  appIdOf: ({ appId }: { appId: string }) => `app ID ${appId}`,
  lastContact: ({ when }: { when: string }) => `Last contact ${when}`,
  noContact: 'No contact yet',
  openChats: ({ count }: { count: number }) =>
    plural(count, { one: `${count} chat open`, other: `${count} chats open` }),
  failedCalls: ({ count }: { count: number }) =>
    plural(count, {
      one: `${count} failed call in the last 24 hours`,
      other: `${count} failed calls in the last 24 hours`,
    }),
  viewTrouble: 'View the latest',
  trouble: ({ when, error }: { when: string; error: string }) => `Trouble ${when}: ${error}`,

  test: 'Test',
  testNamed: ({ name }: { name: string }) => `Test ${name}`,
  goLive: 'Go live',
  goLiveNamed: ({ name }: { name: string }) => `Let ${name} go live`,
  isLive: ({ name }: { name: string }) => `${name} is live.`,
  pause: 'Pause',
  pauseNamed: ({ name }: { name: string }) => `Pause ${name}`,
  isPaused: ({ name }: { name: string }) => `${name} is paused. Open chats go on.`,
  more: ({ name }: { name: string }) => `More for ${name}`,
  newSecret: 'New secret',
  drain: 'Stop new requests',
  downloadPackage: 'Download Teams package',
  downloaded: ({ file }: { file: string }) => `${file} is in your downloads. Upload it in Teams’ admin centre.`,
  changes: 'Change history',
  remove: 'Remove',

  fields: {
    nameHint: 'What your agents call it.',
    advanced: 'Advanced',
    appId: 'App ID',
    queue: 'Chats go to',
    defaultQueue: 'The default queue',

    reachBy: 'Reach it by',
    tokenEndpoint: 'Token endpoint',
    tokenEndpointHint: 'In Copilot Studio: Channels › Native app.',
    directLineSecret: 'Direct Line secret',
    secret: 'Secret',
    secretHint: 'In Copilot Studio: Settings › Security › Web channel security. Kept sealed, never shown again.',
    secretKept: 'Leave it empty to keep the one there is.',
    address: 'Direct Line address',
    addressHint:
      'Leave it empty: the region is found by itself. Needed for a secret of a regional or sovereign bot, e.g. https://europe.directline.botframework.com',
    callback: 'Callback URL',
    callbackHint: 'Where the bot hears from the desk. Leave it empty if every handoff names its own.',

    callerAppId: 'Calls as a connected agent with the app (optional, preview)',
    callerAppIdHint:
      'The application (client) ID of the Entra app its connection in Copilot Studio uses. Leave it empty if the agent calls this desk with a key. Connected agents are a preview of Microsoft’s; here they were tried with a stand-in only, not on a real tenant.',

    ownBot: 'Use a separate Teams bot',
    botAppId: 'App ID of the Teams bot',
    tenant: 'Tenant it is registered in',
    authentication: 'Authentication',
    clientSecretChoice: 'A client secret',
    certificateChoice: 'A certificate',
    identityChoice: 'A managed identity',
    clientSecret: 'Client secret',
    thumbprint: 'Thumbprint',
    privateKey: 'Private key (PEM)',
    expires: 'Expires on (optional)',
    expiresHint: 'Managers are told 30, 7 and 1 days ahead.',
  },

  needed: {
    skill: 'Add the desk to the bot as a skill, then test it here.',
    manifest: 'Skill manifest',
    endpoint: 'Endpoint',
    rest: 'Give these to the bot’s author, then test it here.',
    handoffs: 'Handoffs go to',
    connection: 'Connection',
    signingSecret: 'Signing secret',
    shownOnlyNow: 'Shown only now.',
    shownOnlyNowReplaceable: 'Shown only now. Lost, it can be replaced by a new one.',
  },

  rotate: {
    title: ({ name }: { name: string }) => `A new secret for ${name}`,
    make: 'Make a new secret',
    makeMeans: 'The desk makes a new signing secret and shows it once. The old secret keeps working for 24 hours.',
    doneTitle: ({ name }: { name: string }) => `${name} has a new secret`,
    doneMeans: 'Give it to the bot’s author. The old secret keeps working for 24 hours.',
    newSecret: 'New Direct Line secret',
  },
  insist: {
    title: ({ name }: { name: string }) => `Let ${name} go live untested?`,
    confirm: 'Go live all the same',
    busy: 'Going live…',
    about:
      'It has not passed a test as it is now. Customers may get no answer. The change history will say that you insisted.',
  },
  stop: {
    title: ({ name }: { name: string }) => `Stop new requests of ${name}?`,
    busy: 'Stopping…',
    about:
      'Open chats finish. Customers still get the bot, and when it wants to hand over they are told that nobody can take over just now. When the last chat has ended, the connection can be removed.',
  },
  removal: {
    title: ({ name }: { name: string }) => `Remove ${name}?`,
    busy: 'Removing…',
    about: 'Its history is kept and its app ID can be used again. Its secrets are deleted; that cannot be undone.',
    done: ({ name }: { name: string }) => `${name} is removed.`,
  },
  audit: {
    title: ({ name }: { name: string }) => `Change history of ${name}`,
    loading: 'Loading the change history',
    failed: 'The change history did not load',
    earlier: 'Show earlier changes',
    nothing: 'Nothing has been changed since it was added',
  },
  testing: {
    start: 'Start',
    again: 'Test again',
    busy: 'Testing…',
    alsoHandsOver: 'Also let it hand over, which opens a chat marked as a test',
    phrase: 'Words that make it hand over',
    /** What makes most bots hand over. */
    phraseExample: 'speak to agent',
    verdicts: { running: 'The test is running.', passed: 'The test passed.', failed: 'The test failed.' },
    steps: {
      running: ({ step }: { step: ReactNode }) => rich`${step}: under way`,
      ok: ({ step }: { step: ReactNode }) => rich`${step}: worked`,
      failed: ({ step }: { step: ReactNode }) => rich`${step}: failed`,
    },
    remedy: ({ remedy }: { remedy: string }) => `What to do: ${remedy}`,
  },
};
