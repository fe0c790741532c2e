/** What happened to a chat, for whoever reads along. */

interface By {
  name: string;
}

export const eventWords = {
  claimed: ({ name }: By) => `${name} claimed the chat`,
  youClaimed: 'You claimed the chat',
  released: ({ name, queue }: By & { queue: string }) => `${name} returned the chat to ${queue}`,
  youReleased: ({ queue }: { queue: string }) => `You returned the chat to ${queue}`,
  takenFrom: ({ name, owner, queue }: By & { owner: string; queue: string }) =>
    `${name} returned the chat of ${owner} to ${queue}`,
  youTookFrom: ({ owner, queue }: { owner: string; queue: string }) => `You returned the chat of ${owner} to ${queue}`,
  takenFromYou: ({ name, queue }: By & { queue: string }) => `${name} returned your chat to ${queue}`,
  wentBack: ({ owner, queue }: { owner: string; queue: string }) =>
    `The chat went back to ${queue}: ${owner} let the customer wait too long`,
  wentBackFromYou: ({ queue }: { queue: string }) =>
    `The chat went back to ${queue}: you let the customer wait too long`,
  transferred: ({ name, to }: By & { to: string }) => `${name} transferred the chat to ${to}`,
  transferredToYou: ({ name }: By) => `${name} transferred the chat to you`,
  youTransferred: ({ to }: { to: string }) => `You transferred the chat to ${to}`,
  youTookOver: 'You transferred the chat to yourself',
  moved: ({ name, from, to }: By & { from: string; to: string }) => `${name} moved the chat from ${from} to ${to}`,
  youMoved: ({ from, to }: { from: string; to: string }) => `You moved the chat from ${from} to ${to}`,
  movedByDesk: ({ from, to }: { from: string; to: string }) =>
    `Nobody claimed the chat in time: it moved from ${from} to ${to}`,
  reminded: ({ owner }: { owner: string }) => `${owner} was reminded that the customer waits`,
  youWereReminded: 'You were reminded that the customer waits',
  asked: 'The customer was asked whether they are still there',
  putOnHold: ({ name }: By) => `${name} put the chat on hold`,
  youPutOnHold: 'You put the chat on hold',
  continued: ({ name }: By) => `${name} took the chat off hold`,
  youContinued: 'You took the chat off hold',
  holdRanOut: 'The hold ran out',
  offered: ({ to }: { to: string }) => `The chat was offered to ${to}`,
  offeredToYou: 'The chat was offered to you',
  passed: ({ name }: By) => `${name} passed`,
  youPassed: 'You passed',
  unanswered: ({ name }: By) => `The offer to ${name} ended`,
  unansweredByYou: 'The offer to you ended',
  consulted: ({ name, to }: By & { to: string }) => `${name} asked ${to} for advice`,
  youConsulted: ({ to }: { to: string }) => `You asked ${to} for advice`,
  consultedYou: ({ name }: By) => `${name} asked you for advice`,
  joined: ({ name }: By) => `${name} joined the chat`,
  youJoined: 'You joined the chat',
  left: ({ name }: By) => `${name} left the chat`,
  youLeft: 'You left the chat',
  resolved: ({ name }: By) => `${name} resolved the chat`,
  youResolved: 'You resolved the chat',
  resolvedByDesk: 'The desk resolved the chat',
  endedByCustomer: 'The customer ended the chat',
  endedByBot: ({ name }: By) => `The bot ended the chat (${name})`,
  endedByDesk: 'The desk ended the chat',
  /** "Megan Bowen returned the chat to Billing: “needs French”" */
  because: ({ what, reason }: { what: string; reason: string }) => `${what}: “${reason}”`,
  /** Of an end. */
  withOutcome: ({ what, outcome }: { what: string; outcome: string }) => `${what}: ${outcome}`,
  aQueue: 'its queue',
  anAgent: 'the agent',
};
