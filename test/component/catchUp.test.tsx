/** @jest-environment ./test/component/support/page.ts */
/** Transcripts follow their hints, also over requests that fail. */
import { waitFor } from '@testing-library/react';
import { createQueryClient } from '../../tab/desk/queryClient';
import { keys } from '../../tab/desk/keys';
import { openPlace } from '../../tab/desk/teams';
import { catchUp } from '../../tab/conversation/messages/catchUp';
import type { Transcript } from '../../tab/conversation/messages/messageList';
import { buildMessage } from './support/build';
import { api, held, refusal, transcriptOf } from './support/show';

const messages = (text: string) => [1, 2, 3].map((seq) => buildMessage({ seq, text: `${text} ${seq}` }));

async function loaded() {
  await openPlace();
  const id = crypto.randomUUID();
  const client = createQueryClient();
  client.setQueryData<Transcript>(keys.transcript(id), { items: messages('before'), first: 1, last: 3 });
  const texts = () => client.getQueryData<Transcript>(keys.transcript(id))?.items.map(({ text }) => text);
  jest.useFakeTimers();
  return { id, client, texts, route: `GET /escalations/${id}/messages` };
}
afterEach(() => jest.useRealTimers());
const later = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('no hint is lost with a request that failed', async () => {
  const { id, client, texts, route } = await loaded();
  const first = held();
  api.on(route, first.answer);
  void catchUp(client, id, 1);
  await later(0);
  // Both come while the first is being asked about.
  void catchUp(client, id, 2);
  void catchUp(client, id, 3);
  api.on(route, refusal(503, { code: 'internal', title: 'Not now' }));
  first.give({
    items: [buildMessage({ seq: 1, text: 'after 1' })],
    next: null,
    first: 1,
    last: 3,
    around: null,
    readUpTo: null,
  });
  await waitFor(() => expect(api.asked(route)).toHaveLength(2));
  await later(100);
  api.on(route, transcriptOf(messages('after')));
  await later(60_000);
  expect(texts()).toEqual(['after 1', 'after 2', 'after 3']);
});

test('what fails on and on is left after some tries, and fetched with the next hint', async () => {
  const { id, client, texts, route } = await loaded();
  api.on(route, refusal(503, { code: 'internal', title: 'Not now' }));
  void catchUp(client, id, 2);
  await later(10 * 60_000);
  const asked = api.asked(route).length;
  expect(asked).toBeLessThan(10);
  await later(60 * 60_000);
  expect(api.asked(route)).toHaveLength(asked);
  api.on(route, transcriptOf(messages('after')));
  void catchUp(client, id, 3);
  await waitFor(() => expect(texts()).toEqual(['before 1', 'after 2', 'after 3']));
});
