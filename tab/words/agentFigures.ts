/** Who sees figures of single agents: managers choose it, agents read it. */
import type { FiguresShownTo } from '../../src/contract/api';
import { days } from './figures';

const shownTo: Record<FiguresShownTo, string> = {
  managers: 'Each agent their own, and managers',
  themselves: 'Each agent their own',
  nobody: 'Nobody',
};
const means: Record<FiguresShownTo, string> = {
  managers: 'Managers see those of each agent of their queues, side by side.',
  themselves: 'No manager sees how a single agent did; figures of queues, bots and topics stay.',
  nobody: 'Neither agents nor managers see them.',
};
const toYou: Record<FiguresShownTo, string> = {
  managers: 'Managers of your queues see figures about your work, and so do you.',
  themselves: 'Figures about your work are shown to you, and to nobody else.',
  nobody: 'Figures about your work are shown to nobody.',
};

export const agentFiguresWords = {
  title: 'Figures of agents',
  lead: 'Who sees how a single agent did. Every agent is told what you choose, and by whom it was changed.',
  shownTo,
  means,
  toYou,
  what: 'They are how many chats you accepted, answered and resolved, how long that took, how customers rated them, and how long you were available, busy, away or offline.',
  apart:
    'Apart from figures, colleagues and managers see how you are now and how many chats you have, and who may see a chat sees who had it.',
  changed: ({ by, when }: { by: string; when: string }) => `${by} changed it ${when}.`,
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved. Agents read it in their tab.',

  /** To the agent, when it is news. */
  read: 'All right',
  whereFound: 'You find this in Settings, under “Figures of agents”.',

  mine: 'Your figures',
  mineAbout: ({ from, to, zone }: { from: string; to: string; zone: string }) =>
    `Of requests opened ${days({ from, to })}, in the time zone ${zone}, and in all your queues.`,
  nobodySees: 'Figures about your work are not shown here',
  nobodySeesMeans: 'Your managers have chosen that nobody sees figures of single agents.',

  /** To a manager, where those of agents would stand. */
  notShown: {
    themselves: 'Figures of single agents are shown to each agent alone.',
    nobody: 'Figures of single agents are shown to nobody.',
  },
};
