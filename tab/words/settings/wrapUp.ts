/** Settings: what agents say of a chat when they resolve it. */
import { listed, plural } from '../language';

export const wrapUpWords = {
  title: 'Outcomes and tags',
  lead: 'Agents choose from these when they resolve a chat, here and on the card. Each queue decides under Queues what it asks for.',
  loading: 'Loading outcomes and tags',
  failed: 'Outcomes and tags did not load',
  outcomes: 'Outcomes',
  noOutcomes: 'None: agents write the outcome in their own words.',
  tags: 'Tags',
  noTags: 'None yet.',

  edit: 'Edit outcomes and tags',
  outcomesHint: 'Agents choose one. What was chosen before keeps its name when you rename or remove it here.',
  tagsHint: 'Agents choose as many as fit.',
  outcomeNumbered: ({ number }: { number: number }) => `Outcome ${number}`,
  tagNumbered: ({ number }: { number: number }) => `Tag ${number}`,
  addOutcome: 'Add an outcome',
  addTag: 'Add a tag',
  up: ({ name }: { name: string }) => `Move ${name} up`,
  remove: ({ name }: { name: string }) => `Remove ${name}`,
  unnamed: 'the empty one',
  twice: 'This is in the list already.',
  most: ({ most }: { most: number }) => plural(most, { one: `${most} is the most.`, other: `${most} are the most.` }),
  saved: 'Outcomes and tags are saved.',
  behind: ({ name }: { name: string }) => `${name} changed the lists meanwhile. Yours are not saved yet.`,
  somebody: 'Somebody',

  before: 'Before resolving',
  beforeTitle: ({ queue }: { queue: string }) => `Before a chat in ${queue} is resolved`,
  beforeAbout: 'Agents have to give this first, in the tab, on the card and by the API alike.',
  outcome: 'An outcome',
  tag: 'At least one tag',
  tagNeedsList: 'At least one tag (there are none yet)',
  summary: 'A summary',
  beforeSaved: ({ queue }: { queue: string }) => `What ${queue} asks for is saved.`,
  parts: { outcome: 'an outcome', tags: 'a tag', summary: 'a summary' },
  /** In the line about a queue. */
  asksFor: ({ parts }: { parts: string[] }) => `asks for ${listed(parts)}`,
};
