/** Settings: where chats wait. */
import { plural } from '../language';

export const queuesWords = {
  title: 'Queues',
  lead: 'A queue is a Teams channel where chats are announced. Its team’s members may claim them.',
  loading: 'Loading queues',
  failed: 'The queues did not load',
  empty: 'No queue yet',
  connectAChannel: 'Connect a channel as described below; chats need somewhere to wait.',
  howTo: 'How to connect a channel',
  stepAdd: 'In Teams, add Handoff Desk to the team that answers customers.',
  stepPress: 'It posts a welcome card there. Press “Use this channel”.',
  stepMention: 'For another channel, mention the app in it and write “connect”.',

  channelLost: {
    channelDeleted: 'The channel was deleted: no cards are posted. Restore it in Teams, or connect another channel.',
    teamArchived: 'The team is archived: no cards are posted until it is restored.',
    teamDeleted: 'The team was deleted: no cards are posted. Connect another channel.',
    appRemoved: 'The app was removed from the team: no cards are posted. Add it again, or connect another channel.',
  },
  noChannel: 'No channel: its team is gone',
  isDefault: 'Default',
  waiting: ({ count }: { count: number }) => plural(count, { one: `${count} waiting`, other: `${count} waiting` }),
  nobodyWaiting: 'nobody waiting',
  openNow: 'Open now',
  closed: 'Closed',
  closedUntil: ({ opens }: { opens: string }) => `Closed, opens ${opens}`,
  claimedWithin: ({ duration }: { duration: string }) => `claimed within ${duration}`,
  offered: 'offered to the least busy',

  makeDefault: 'Make default',
  targets: 'Hours and targets',
  rename: 'Rename',
  delete: 'Delete',
  renameTitle: 'Rename the queue',
  renaming: 'Renaming…',
  deleteTitle: ({ queue }: { queue: string }) => `Delete ${queue}?`,
  deleting: 'Deleting…',
  deleteDefault: 'It is the default queue. Make another queue the default first.',
  deleteWaits: ({ count }: { count: number }) =>
    plural(count, {
      one: 'One customer waits here. Transfer or resolve that chat first; then the queue can be deleted.',
      other: `${count} customers wait here. Transfer or resolve their chats first; then the queue can be deleted.`,
    }),
  deleteAbout: 'The Teams channel stays; the desk no longer announces anything there. Its history is kept.',
};
