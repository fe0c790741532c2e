/** How chats and colleagues are. */
import { listed, plural } from './language';

interface Load {
  open: number;
}
interface NamedLoad {
  name: string;
  /** "2 open" */
  load: string;
}

export const stateWords = {
  justArrived: 'Just arrived',
  waiting: ({ duration }: { duration: string }) => `Waiting ${duration}`,
  /** Of that, in the queue where it is now: it was in another one before, or with an agent. */
  waitingHere: ({ duration, here }: { duration: string; here: string }) => `Waiting ${duration}, in this queue ${here}`,
  /** A message was left. */
  messageOf: ({ when }: { when: string }) => `Message left ${when}`,
  withYou: 'With you',
  withYouSince: ({ since }: { since: string }) => `With you since ${since}`,
  /** Where the agent is named beside it. */
  claimedWhen: ({ when }: { when: string }) => `Claimed ${when}`,
  withAgent: ({ name }: { name: string }) => `With ${name}`,
  withAgentSince: ({ name, since }: { name: string; since: string }) => `With ${name} since ${since}`,
  resolved: 'Resolved',
  resolvedWhen: ({ when }: { when: string }) => `Resolved ${when}`,
  /** Before it was resolved, and by whom. */
  ended: 'Ended',
  endedWhen: ({ when }: { when: string }) => `Ended ${when}`,
  endedByCustomer: 'Ended by customer',
  endedByCustomerWhen: ({ when }: { when: string }) => `Ended by customer ${when}`,
  endedByBot: 'Ended by bot',
  endedByBotWhen: ({ when }: { when: string }) => `Ended by bot ${when}`,
  endedByDesk: 'Ended by the desk',
  endedByDeskWhen: ({ when }: { when: string }) => `Ended by the desk ${when}`,
  waitsForYou: 'Waits for you',
  waitsForYouSince: ({ duration }: { duration: string }) => `Waits ${duration} for you`,
  waitsForAgent: ({ name }: { name: string }) => `Waits for ${name}`,
  waitsForAgentSince: ({ name, duration }: { name: string; duration: string }) => `Waits ${duration} for ${name}`,
  /** Their last word was the agent's. */
  waitsForCustomer: ({ duration }: { duration: string }) => `Customer silent for ${duration}`,
  /** The desk asked whether they are still there. */
  customerAsked: ({ duration }: { duration: string }) => `Asked if still there · ends in ${duration}`,
  /** The customer was asked to wait, and until when. */
  onHold: ({ from, to }: { from: string; to: string }) => `On hold since ${from}, until ${to}`,
  onHoldUntil: ({ to }: { to: string }) => `On hold until ${to}`,
  holdJustRanOut: 'Hold ran out',
  holdRanOut: ({ duration }: { duration: string }) => `Hold ran out ${duration} ago`,
  /** The last that was said to the customer did not arrive. */
  undelivered: 'Not delivered',
  /** Nothing reaches the customer any more, for example because they blocked the bot. */
  unreachable: 'Cannot be reached',
  /** Instead of waiting. */
  leftMessage: 'Left a message',
  /** Nobody was there when they came. */
  outsideHours: 'Left a message outside opening hours',
  outsideHoursUntil: ({ opens }: { opens: string }) => `Left a message outside opening hours · open again ${opens}`,
  /** They have the chat open now. */
  viewed: ({ names }: { names: string[] }) =>
    plural(names.length, { one: `${listed(names)} is looking`, other: `${listed(names)} are looking` }),
  asked: ({ names }: { names: string }) => `Asked ${names}`,
  /** The owner was reminded; unless they answer, the chat goes back to its queue. */
  warned: ({ duration }: { duration: string }) => `Reminded · goes back in ${duration}`,
  /** A chat that a manager started to try something. */
  test: 'Test',
  /** Where the name of whoever has it is not known. */
  anAgent: 'an agent',

  /** By priority, from 0. */
  priorities: ['Normal', 'High', 'Urgent'],
  otherPriority: ({ priority }: { priority: number }) => `Priority ${priority}`,
  /** In a list, beside other facts. */
  highPriority: 'high priority',
  urgent: 'urgent',
  otherPriorityInList: ({ priority }: { priority: number }) => `priority ${priority}`,

  /** A service target was missed. */
  overdue: 'Overdue',
  overdueMovedHere: 'Overdue · moved here',
  veryOverdue: 'Very overdue',

  claimedByOther: ({ name, customer }: { name: string; customer: string }) =>
    `${name} claimed ${customer}. They are in good hands.`,
  claimedByOtherWhen: ({ name, customer, when }: { name: string; customer: string; when: string }) =>
    `${name} claimed ${customer} ${when}. They are in good hands.`,

  presences: { available: 'Available', busy: 'Busy', away: 'Away' },
  load: ({ open }: Load) => `${open} open`,
  loadOfCapacity: ({ open, capacity }: Load & { capacity: number }) => `${open} of ${capacity} open`,
  agent: {
    full: ({ name, load }: NamedLoad) => `${name} – full, ${load}`,
    available: ({ name, load }: NamedLoad) => `${name} – available, ${load}`,
    busy: ({ name, load }: NamedLoad) => `${name} – busy, ${load}`,
    away: ({ name, load }: NamedLoad) => `${name} – away, ${load}`,
  },
};
