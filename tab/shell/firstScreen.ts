/** Asks for what the first screen shows before anybody knows who looks: nothing waits for an answer it does not need. */
import type { QueryClient } from '@tanstack/react-query';
import { escalationOf, queuesOptions, statsOptions } from '../desk/useDesk';
import { escalationsOf } from '../desk/useEscalations';
import type { Place } from '../desk/teams';
import { isWide } from '../parts/useMedia';
import { HELPED, MINE, OFFERED, WAITING } from '../desk/myLists';
import { fetchChat } from './Desk';
import { here, start } from './navigation';

/** Whatever fails is asked again by the part that shows it. */
export function askForFirstScreen(client: QueryClient, place: Place): void {
  const { view, escalationId } = here(start(place.entityId, place.escalationId));
  if (escalationId !== null) {
    fetchChat();
    void client.prefetchQuery(escalationOf(escalationId));
  }
  // Wherever one is: offers, and news of one's own chats.
  const lists = view === 'work' ? [MINE, OFFERED, WAITING, HELPED] : [MINE, OFFERED];
  for (const list of lists) void client.prefetchInfiniteQuery(escalationsOf(list));
  if (view === 'queue') void client.prefetchQuery(queuesOptions());
  if (view === 'work' && escalationId === null && isWide()) void client.prefetchQuery(statsOptions());
}
