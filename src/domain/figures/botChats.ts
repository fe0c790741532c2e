/**
 * Chats with a bot, cut out of a conversation: from the customer's first words after half an hour without any of
 * theirs to a handoff, an end by the bot, or silence. Each definition is in docs/figures.md. Pure.
 */

/** `gaveUp`: the customer went quiet, or was left unanswered; nobody said that they were helped. */
export type ChatEnd = 'resolved' | 'gaveUp';

export const SILENCE_MS = 30 * 60_000;

/** Words of the customer to the bot; those to an agent are none. */
export interface SaidToBot {
  seq: number;
  at: Date;
}

/** The bot says how it went, behind the message `seq`. */
export interface SaidOutcome extends SaidToBot {
  outcome: ChatEnd;
  /** And ends the conversation with it. */
  ends: boolean;
}

/** Everything said to the bot up to here led to an escalation; null: it is still open. */
export interface HandedOver {
  toSeq: number | null;
}

export interface EndedChat {
  end: ChatEnd;
  at: Date;
}

type Step = ({ kind: 'said' } & SaidToBot) | ({ kind: 'outcome' } & SaidOutcome) | { kind: 'handedOver'; seq: number };

const ORDER = { said: 0, outcome: 1, handedOver: 2 };

/** Those that ended without a handoff. The customer has been silent since the last words. */
export function endedChats(conversation: {
  said: readonly SaidToBot[];
  outcomes: readonly SaidOutcome[];
  handedOver: readonly HandedOver[];
}): EndedChat[] {
  const ended: EndedChat[] = [];
  let chat: { last: Date; outcome: ChatEnd | null } | null = null;
  for (const step of stepsOf(conversation)) {
    switch (step.kind) {
      case 'said':
        if (chat && step.at.getTime() - chat.last.getTime() <= SILENCE_MS) chat.last = step.at;
        else {
          if (chat) ended.push(quietened(chat));
          chat = { last: step.at, outcome: null };
        }
        break;
      case 'outcome':
        if (!chat) break;
        // What it said of how it went counts for more than that it ended.
        if (!step.ends) chat.outcome = step.outcome;
        else {
          ended.push({ at: step.at, end: chat.outcome ?? step.outcome });
          chat = null;
        }
        break;
      case 'handedOver':
        chat = null;
    }
  }
  if (chat) ended.push(quietened(chat));
  return ended;
}

const quietened = ({ last, outcome }: { last: Date; outcome: ChatEnd | null }): EndedChat => ({
  at: last,
  end: outcome ?? 'gaveUp',
});

function stepsOf({ said, outcomes, handedOver }: Parameters<typeof endedChats>[0]): Step[] {
  const steps: Step[] = [
    ...said.map((one) => ({ kind: 'said' as const, ...one })),
    ...outcomes.map((one) => ({ kind: 'outcome' as const, ...one })),
    ...handedOver.map(({ toSeq }) => ({ kind: 'handedOver' as const, seq: toSeq ?? Infinity })),
  ];
  return steps.sort((a, b) => (a.seq === b.seq ? ORDER[a.kind] - ORDER[b.kind] : a.seq - b.seq));
}
