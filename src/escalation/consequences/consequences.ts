/** Everything that follows from a change of an escalation, in this order; those of a row do not wait for each other. */
import { tellBot } from './botNews';
import { showOnCard } from './card';
import type { Consequence } from './consequence';
import { tellCustomer } from './customerWords';
import { leaveEvent } from './event';
import { hintTabs } from './hints';
import { keepNote } from './note';
import { keepPeople } from './people';
import { closeItsSpan } from './span';
import { askHowItWas } from './survey';
import { resetTimers } from './timers';
import { showWaiting } from './waitingCard';
import { offerWork } from './work';

export const CONSEQUENCES: readonly (readonly Consequence[])[] = [
  // What the customer is told belongs to the escalation still, and comes before what the bot hears of it.
  [leaveEvent, keepPeople, keepNote, tellCustomer],
  // Behind the words that the agent has left, and before a bot's conversation ends.
  [askHowItWas],
  [closeItsSpan, tellBot, showWaiting, resetTimers, showOnCard, hintTabs, offerWork],
];
