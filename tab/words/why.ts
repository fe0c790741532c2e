/** Why nobody gets a chat that waits, for managers. */
import type { ChannelLoss, TeamsReason } from '../../src/contract/api';
import { listed, plural } from './language';

const inTeams: Record<TeamsReason, string> = {
  inACall: 'in a call',
  presenting: 'presenting',
  doNotDisturb: 'not to be disturbed',
  inAMeeting: 'in a meeting',
  busy: 'busy',
  beRightBack: 'back soon',
  away: 'away',
  outOfOffice: 'out of office',
  offline: 'offline',
};

const lost: Record<ChannelLoss, string> = {
  channelDeleted: 'Its channel was deleted: no card shows this chat there.',
  teamArchived: 'Its team is archived: no card shows this chat there.',
  teamDeleted: 'Its team was deleted: no card shows this chat there.',
  appRemoved: 'The app was removed from its team: no card shows this chat there.',
};

interface Queue {
  queue: string;
}

export const whyWords = {
  button: 'Why nobody?',
  buttonOf: ({ customer }: { customer: string }) => `Why nobody? ${customer}`,
  title: ({ customer }: { customer: string }) => `Why is nobody getting ${customer}?`,
  loading: 'Looking who could take it',
  failed: 'This could not be found out',
  close: 'Close',

  withAgent: ({ name }: { name: string }) => `${name} has this chat now.`,
  ended: 'This chat has ended.',
  offered: ({ name, until }: { name: string; until: string }) => `It is offered to ${name} until ${until}.`,
  closed: ({ queue }: Queue) => `${queue} is closed: nothing is offered.`,
  closedUntil: ({ queue, opens }: Queue & { opens: string }) =>
    `${queue} is closed until ${opens}: nothing is offered.`,
  closedToClaim: ({ queue }: Queue) => `${queue} is closed.`,
  closedToClaimUntil: ({ queue, opens }: Queue & { opens: string }) => `${queue} is closed until ${opens}.`,
  nobodyOnTeam: ({ queue }: Queue) => `Nobody is on the team of ${queue}.`,
  claimed: ({ queue }: Queue) => `${queue} offers chats to nobody: whoever is free claims them.`,
  couldClaim: ({ free, of }: { free: number; of: number }) =>
    plural(free, { one: `${free} of ${of} could claim it now.`, other: `${free} of ${of} could claim it now.` }),
  nobodyCan: ({ queue }: Queue) => `Nobody in ${queue} can be offered this chat now.`,
  somebodyCan: ({ names }: { names: readonly string[] }) =>
    `Nothing keeps it from ${listed(names)}: an offer follows at once.`,
  skill: ({ skill }: { skill: string }) => `It asks for the skill “${skill}”.`,
  lost,
  noChannel: 'Its queue has no channel: no card shows this chat.',

  people: 'Who could take it',
  others: 'Available, but in other teams',
  load: ({ open }: { open: number }) => plural(open, { one: `${open} chat`, other: `${open} chats` }),
  free: 'could take it',
  isOffered: 'is being asked',
  assign: 'Assign',
  assignTo: ({ name }: { name: string }) => `Assign to ${name}`,
  assigned: ({ name }: { name: string }) => `${name} has the chat now`,

  notOfTeam: 'is not on this queue’s team',
  neverHere: 'has never opened the desk',
  away: 'away',
  busy: 'busy',
  awayInTeams: ({ reason }: { reason: TeamsReason }) => `${inTeams[reason]}, says Teams`,
  offline: 'available, but the tab is closed',
  offlineFor: ({ duration }: { duration: string }) => `available, but the tab has been closed for ${duration}`,
  full: ({ load, capacity }: { load: number; capacity: number }) => `has ${load} of ${capacity} chats`,
  managerUnasked: 'is a manager and has not chosen to be offered chats',
  declines: 'does not want to be offered chats',
  lacksSkill: ({ skill }: { skill: string }) => `lacks the skill “${skill}”`,
  passed: 'passed it',
  passedUntil: ({ again }: { again: string }) => `passed it; may be asked again from ${again}`,
  takenFrom: 'had it, and it was given back',

  /** At an offer, in the timeline. */
  passedOverTitle: ({ count }: { count: number }) =>
    plural(count, { one: `${count} person was passed over`, other: `${count} people were passed over` }),
  passedOver: ({ name, why }: { name: string; why: readonly string[] }) => `${name}: ${why.join(', ')}`,
  morePassedOver: ({ count }: { count: number }) =>
    plural(count, { one: `${count} more of the team`, other: `${count} more of the team` }),
  then: {
    noTab: 'available, but the tab was closed',
    busier: ({ load, than }: { load: number; than: number }) => `had ${load} chats, not ${than}`,
    askedLater: 'was asked more recently',
    full: ({ load, capacity }: { load: number; capacity: number }) => `had ${load} of ${capacity} chats`,
    neverHere: 'had never opened the desk',
    managerUnasked: 'a manager who had not chosen to be offered chats',
    declines: 'did not want to be offered chats',
    takenFrom: 'had it before, and it was given back',
  },

  whatToDo: 'What you can do',
  hints: {
    assign: 'Assign it to somebody here: they get it whether or not they are there.',
    transfer: 'Transfer it to a queue that has somebody.',
    available: 'Say for somebody that they are available, with Set presence under Agents.',
    full: 'Let people take more at once, in Settings under Agents.',
    lacksSkill: 'Give somebody the skill, in Settings under Agents.',
    closed: 'Change the hours, in Settings under Queues.',
    claim: 'Let the desk offer chats by itself, in Settings under Queues.',
    nobodyOnTeam: 'Add people to the team in Teams.',
    channel: 'Choose another channel, in Settings under Queues.',
  },
  transfer: 'Transfer…',
};
