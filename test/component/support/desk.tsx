/** The whole tab with two chats of mine (b, z) and one that waits (a). */
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { CannedReply, Escalation } from '../../../src/contract/api';
import { Desk } from '../../../tab/shell/Desk';
import { buildEscalation, buildMessage } from './build';
import { api, pageOf, refusal, show, transcriptOf } from './show';

const NOT_MINE = { release: false, transfer: false, resolve: false, reply: false, note: false, consult: false };
const robin = buildEscalation({ id: 'b', number: 1042 });
const zoe = buildEscalation({
  id: 'z',
  customerWaitsSince: new Date(Date.now() - 300_000).toISOString(),
  number: 1055,
  customer: { id: 'zoe', name: 'Zoë Łuczak' },
  topic: 'Returns',
});
const iris = buildEscalation({
  id: 'a',
  number: 1077,
  status: 'waiting',
  assignee: null,
  claimedAt: null,
  firstClaimedAt: null,
  customer: { id: 'iris', name: 'إيريس ضوء' },
  queue: { id: 'vip', name: 'VIP' },
  can: { ...NOT_MINE, claim: true },
});
const greeting: CannedReply = {
  id: 'hello',
  name: 'Greeting',
  text: 'Hello {customer.name}, what about {order}?',
  files: [],
  shared: true,
  can: { change: true },
} as unknown as CannedReply;

const all: readonly Escalation[] = [robin, zoe, iris];

/** The desk, with two chats of mine and one that waits. */
export async function openDesk(isManager = false): Promise<UserEvent> {
  localStorage.clear();
  window.innerWidth = 1440;
  api.on('GET /escalations', ({ query }) =>
    pageOf(
      query['colleague'] || query['offered'] || query['q'] !== undefined
        ? []
        : all.filter(({ status }) => status === query['status']),
    ),
  );
  for (const one of all) {
    api.on(`GET /escalations/${one.id}`, one);
    api.on(`GET /escalations/${one.id}/earlier`, pageOf([]));
    api.on(`GET /escalations/${one.id}/events`, { items: [] });
    api.on(`GET /escalations/${one.id}/viewers`, { items: [] });
    api.on(`GET /escalations/${one.id}/messages`, transcriptOf([buildMessage()]));
    api.on(`POST /escalations/${one.id}/typing`, {});
  }
  api.on('GET /stats', {
    waiting: 1,
    claimed: 2,
    endedToday: 0,
    longestWait: 0,
    outbox: { pending: 0, blockedLanes: 0 },
  });
  api.on('POST /escalations/a/claim', { ...iris, status: 'claimed', assignee: robin.assignee, can: robin.can });
  api.on('DELETE /escalations/b/read', {});
  api.on('POST /escalations/b/messages', () => buildMessage({ seq: 2 }));
  for (const path of ['queues', 'agents', 'connections']) api.on(`GET /${path}`, pageOf([]));
  api.on('GET /canned-replies', pageOf([greeting]));
  api.on('GET /wrap-up', { outcomes: [], tags: [], version: 0 });
  api.on('GET /rules', { rules: [], version: 0 });
  api.on('GET /graph', refusal(503, { code: 'internal', title: 'Not now.' }));
  api.on('GET /managers', pageOf([]));
  api.on('GET /retention', {
    days: null,
    beginsAt: null,
    due: 0,
    workedAt: null,
    failed: null,
    version: 0,
    changedAt: null,
    changedBy: null,
  });
  api.on('GET /audit', { items: [], next: null, unwritten: null });
  api.on('GET /rule-scope', { fields: [] });
  // A stream that stays open and says nothing.
  api.on('GET /stream', () => new Promise<never>(() => {}));
  const { user } = await show(<Desk live="live" />, isManager ? { roles: ['agent', 'manager'] } : {});
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(3));
  // Keys are listened to once the tooltips know them.
  await waitFor(() => expect(screen.getByTestId('open-palette').getAttribute('aria-keyshortcuts')).toBe('Control+K P'));
  return user;
}

export const openId = () => screen.queryByTestId('conversation')?.dataset['escalation'];
export const rowOf = (id: string) =>
  within(document.querySelector<HTMLElement>(`[data-testid=escalation-row][data-escalation=${id}]`) as HTMLElement);
export const openChat = async (user: UserEvent, id: string) => {
  await user.click(rowOf(id).getByTestId('open'));
  await waitFor(() => expect(openId()).toBe(id));
};
export const writeIn = async (user: UserEvent, id: string) => {
  await openChat(user, id);
  const field = await screen.findByTestId<HTMLTextAreaElement>('composer-text');
  // Drafts outlive a test.
  await user.clear(field);
  return field;
};
