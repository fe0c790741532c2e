/** Settings: who manages which queues. */
import { listed } from '../language';

export const managersWords = {
  title: 'Managers',
  lead: 'A manager manages all queues, or some of them alone. Managers of some see and change these, and not the settings of the whole desk.',
  loading: 'Loading managers',
  failed: 'The managers did not load',
  empty: 'No manager yet',
  whenTheyOpen: 'A manager is listed once they have opened the tab.',
  all: 'All queues and the whole desk',
  some: ({ queues }: { queues: string[] }) =>
    queues.length === 0 ? 'No queue that is left' : `Only ${listed(queues)}`,
  you: 'You',
  named: 'Named in MANAGERS: manages all',
  change: 'Change',
  changeNamed: ({ name }: { name: string }) => `Change what ${name} manages`,
  dialog: ({ name }: { name: string }) => `What ${name} manages`,
  choice: 'Manages',
  onlySome: 'Only these queues',
  queues: 'Queues',
  chooseOne: 'Choose a queue at least.',
  saved: ({ name }: { name: string }) => `What ${name} manages is saved. It holds at once.`,
};
