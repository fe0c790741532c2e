/** Managers' page of the moment. */
import { plural } from './language';

export const nowWords = {
  title: 'Live',
  forManagers: 'This view is for managers',
  yourQueues: 'Your own queues are under Work.',
  failed: 'The figures did not load',
  loading: 'Loading the figures',
  only: ({ names }: { names: string }) => `Only ${names}`,

  queues: 'Queues',
  noQueue: 'No queue yet',
  connectOne: 'Connect a channel in Settings; what waits there shows up here.',
  overdue: ({ count }: { count: number }) => plural(count, { one: `${count} overdue`, other: `${count} overdue` }),
  waiting: 'waiting',
  longestWait: 'longest wait',
  nobodyWaits: '–',
  inTimeToday: 'claimed in time today',
  noneYet: 'none yet',
  noTarget: 'no target',
  percent: ({ percent }: { percent: number }) => `${percent} %`,
  withAgents: 'with agents',
  available: 'available',
  openedToday: 'opened today',

  waitingTitle: 'Waiting',
  waitingEmpty: 'Nobody is waiting',
  withAgentsTitle: 'With agents',
  withAgentTitle: ({ name }: { name: string }) => `With ${name}`,
  withAgentsEmpty: 'No active chats',
  loadingList: ({ title }: { title: string }) => `Loading: ${title}`,
  countAndMore: ({ count }: { count: number }) => `${count}+`,
  listFailed: 'This list did not load',
  offeredTo: ({ name }: { name: string }) => `offered to ${name}`,
  assign: 'Assign',
  assignCustomer: ({ customer }: { customer: string }) => `Assign ${customer}`,
  transfer: 'Transfer',
  transferCustomer: ({ customer }: { customer: string }) => `Transfer ${customer}`,
  release: 'Return to queue',
  releaseCustomer: ({ customer }: { customer: string }) => `Return to queue: ${customer}`,

  agents: 'Agents',
  nobodyYet: 'Nobody is on a queue’s team yet',
  full: 'Full',
  tabClosed: ({ duration }: { duration: string }) => `tab closed ${duration} ago`,
  staysAvailable: ({ minutes }: { minutes: number }) =>
    plural(minutes, {
      one: `Agents stay available for ${minutes} minute after their tab closes.`,
      other: `Agents stay available for ${minutes} minutes after their tab closes.`,
    }),
  handOver: 'Hand over…',
  handOverOf: ({ name }: { name: string }) => `Hand over all chats of ${name}`,
};
