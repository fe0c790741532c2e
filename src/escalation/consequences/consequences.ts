/** Everything that follows from a change of an escalation, in this order. */
import { tellBot } from './botNews';
import { showOnCard } from './card';
import type { Consequence } from './consequence';
import { tellCustomer } from './customerWords';
import { leaveEvent } from './event';
import { hintTabs } from './hints';
import { keepNote } from './note';
import { keepPeople } from './people';
import { closeItsSpan } from './span';
import { resetTimers } from './timers';
import { showWaiting } from './waitingCard';
import { offerWork } from './work';

export const CONSEQUENCES: readonly Consequence[] = [
  leaveEvent,
  keepPeople,
  keepNote,
  // What the customer is told belongs to the escalation still, and comes before what the bot hears of it.
  tellCustomer,
  closeItsSpan,
  tellBot,
  showWaiting,
  resetTimers,
  showOnCard,
  hintTabs,
  offerWork,
];
