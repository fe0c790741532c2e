/** What the desk says outside any transcript: it goes through the outbox like everything else. */
import { overRate } from '../../src/sandbox/teams/rateTable';
import { cardsOf } from '../../src/store/escalation/cards';
import { lastMessages } from '../../src/store/transcript';
import { findEscalation } from '../../src/store/escalation/escalations';
import { eventually } from '../support/eventually';
import { type TeamsDesk, adele, channel, diego, maria, robin, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
afterEach(() => desk.stop());

const said = (chatId: string) => desk.control.messages(chatId).filter(({ from }) => from.kind === 'bot');

test('thirty words before a bot is live are all answered, within the rate table', async () => {
  desk = await startTeamsDesk({ seeded: false });
  desk.control.setFaults({ rateTable: true });
  for (let n = 0; n < 30; n += 1) await desk.control.chat(robin.id, { text: `word ${n}` });
  await desk.deliver();
  expect(said(robin.chatId)).toHaveLength(30);
  expect(overRate(desk.control.calls())).toEqual([]);
  expect(desk.control.calls().filter(({ status }) => status === 429)).toEqual([]);
});

test.each([
  ['a bad gateway', { badGateway: 1 }],
  ['a reset', { reset: 1 }],
  ['a request to slow down', { throttle: 1, retryAfter: true }],
])('a greeting that meets %s comes all the same, once', async (_, fault) => {
  desk = await startTeamsDesk({ mode: 'teams' });
  await desk.control.setApp(robin.id, false);
  await desk.deliver();
  const before = said(robin.chatId).length;
  desk.control.clearCalls();
  desk.control.setFaults({ ...fault, deliveries: 3 });
  await desk.control.setApp(robin.id, true);
  await eventually(() => desk.control.calls().length > 0);
  desk.control.setFaults({ badGateway: 0, reset: 0, throttle: 0, deliveries: 1 });
  await desk.deliver();
  const greetings = said(robin.chatId).slice(before);
  expect(greetings.map(({ text }) => text)).toEqual([expect.stringContaining('Ask me anything')]);
});

test('notes in a thread are confirmed by a sign under each, two a second at most, and by no post', async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
  await desk.deliver();
  const id = await desk.open(maria);
  await desk.deliver();
  const [card] = await cardsOf(desk.db.q, id);
  const threadId = card?.activity_id ?? '';
  desk.control.setFaults({ rateTable: true, deliveries: 2 });
  const posts = () => desk.control.messages(channel.id).filter(({ from }) => from.kind === 'bot').length;
  const before = posts();
  const notes = await Promise.all(
    Array.from({ length: 6 }, (_, n) =>
      desk.control.post((n % 2 ? adele : diego).id, channel.id, { text: `note ${n}`, mention: true, threadId }),
    ),
  );
  await desk.deliver();
  const shown = desk.control.messages(channel.id).filter((m) => notes.some((note) => note.id === m.id));
  expect(shown.map(({ reactions }) => reactions?.map(({ type }) => type))).toEqual(
    notes.map(() => ['2705_whiteheavycheckmark']),
  );
  expect(posts()).toBe(before);
  expect(overRate(desk.control.calls())).toEqual([]);
  const row = await findEscalation(desk.db.q, id);
  const kept = row ? await lastMessages(desk.db.q, row, 6) : [];
  expect(kept.every(({ note }) => note)).toBe(true);
});

test('a sign Teams does not take is missed by nobody, and holds nothing up', async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
  await desk.deliver();
  const id = await desk.open(maria);
  await desk.deliver();
  const [card] = await cardsOf(desk.db.q, id);
  desk.control.setFaults({ forbid: 'NotEnoughPermissions', only: channel.id });
  const threadId = card?.activity_id ?? '';
  await desk.control.post(adele.id, channel.id, { text: 'a note', mention: true, threadId });
  await desk.deliver();
  const row = await findEscalation(desk.db.q, id);
  const notes = row ? (await lastMessages(desk.db.q, row, 20)).filter(({ note }) => note) : [];
  expect(notes.map(({ text }) => text)).toEqual(['a note']);
});
