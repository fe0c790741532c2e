/** Settings: what everybody can do, and how much they take. */
import { plural } from '../language';

export const agentsWords = {
  title: 'Agents',
  lead: 'Everyone in a queue’s team. Set skills and how many chats each takes.',
  loading: 'Loading agents',
  failed: 'The agents did not load',
  empty: 'No one yet',
  connectAChannel: 'Connect a channel; its team’s members show up here.',
  full: 'Full',

  skills: 'Skills',
  skillsHint: 'With commas between them, such as: French, refunds.',
  skillTooLong: ({ skill }: { skill: string }) => `“${skill}…” is too long: 60 characters are the most.`,
  tooManySkills: ({ most }: { most: number }) =>
    plural(most, { one: `${most} skill is the most.`, other: `${most} skills are the most.` }),
  capacity: 'Chats at once',
  capacityHint: 'Empty: as many as they like.',
  capacityMistake: 'A whole number from 1 to 1,000.',
};
