/** Addresses move, channels go and come back: what Teams says in a place tells where the place is. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { joinActivity } from '../../src/sandbox/teams/activities';
import { cardsOf } from '../../src/store/escalation/cards';
import { findEscalation } from '../../src/store/escalation/escalations';
import { lastMessages } from '../../src/store/transcript';
import { findTeam } from '../../src/store/teams';
import { SANDBOX } from '../../src/config/world';
import { eventually } from '../support/eventually';
import { type TeamsDesk, adele, channel, general, maria, megan, robin, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
let old: Server;
let oldUrl: string;
beforeEach(async () => {
  // Where the region was served from before: nothing is there any more.
  old = createServer((_req, res) => res.writeHead(404, { 'content-type': 'application/json' }).end('{}'));
  await new Promise<void>((listening) => old.listen(0, '127.0.0.1', listening));
  oldUrl = `http://127.0.0.1:${(old.address() as AddressInfo).port}/teams/`;
  desk = await startTeamsDesk({ mode: 'teams' });
  await desk.deliver();
});
afterEach(async () => {
  await desk.stop();
  old.closeAllConnections();
  old.close();
});

const row = async (id: string) => {
  const found = await findEscalation(desk.db.q, id);
  if (!found) throw new Error('no such escalation');
  return found;
};
const queue = () => desk.db.q.selectFrom('queue').selectAll().executeTakeFirstOrThrow();
const claim = (id: string) =>
  desk.escalations.claim(id, {
    tenantId: desk.config.bot.tenantId,
    id: adele.id,
    name: adele.name,
    manager: true,
    queueIds: [],
  });

/** What Teams says of the team, with the desk's bot as the one to hear. */
async function tell(eventType: string, about: object = {}): Promise<void> {
  const place = { kind: 'channel' as const, id: general.id, threadId: null };
  const at = { serviceUrl: `${desk.cloud.url}/teams/`, person: megan, place, now: new Date() };
  const { channelData, ...activity } = joinActivity(at, []);
  const answer = await fetch(`${desk.url}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await desk.control.mint({ as: 'channel' })}`,
    },
    body: JSON.stringify({ ...activity, channelData: { ...(channelData as object), eventType, ...about } }),
  });
  expect(answer.status).toBe(200);
}

test('a team that moved is found by the next thing said in it: waiting cards are posted, old ones updated', async () => {
  const first = await desk.open(robin);
  await desk.deliver();
  await desk.db.q.updateTable('team').set({ service_url: oldUrl }).execute();
  await desk.db.q.updateTable('card').set({ service_url: oldUrl }).execute();
  await claim(first);
  const second = await desk.open(maria);
  await eventually(async () => (await row(second)).cardState === 'failed');

  await desk.control.post(adele.id, channel.id, { text: 'is anybody here?', mention: true });
  await desk.deliver();
  expect((await row(second)).cardState).toBe('posted');
  const [card, ...others] = await cardsOf(desk.db.q, first);
  expect([card?.service_url, others]).toEqual([`${desk.cloud.url}/teams/`, []]);
  const shown = desk.control.messages(channel.id).find((m) => m.id === card?.activity_id);
  expect(JSON.stringify(shown?.attachments)).toContain('Claimed by Adele Vance at');
  const posted = desk.control.messages(channel.id).filter((m) => m.threadId === null && m.from.kind === 'bot');
  expect(posted).toHaveLength(2);
});

test('a chat that moved is found by the next thing heard from it, whatever that is', async () => {
  const id = await desk.open(robin);
  await desk.deliver();
  await claim(id);
  await desk.deliver();
  const move = await desk.db.q
    .selectFrom('conversation')
    .select(['id', 'address'])
    .where('external_id', '=', robin.chatId)
    .executeTakeFirstOrThrow();
  const address = JSON.stringify({ ...move.address, serviceUrl: oldUrl });
  await desk.db.q.updateTable('conversation').set({ address }).where('id', '=', move.id).execute();
  const who = { tenantId: desk.config.bot.tenantId, id: adele.id, name: adele.name, manager: false, queueIds: [] };
  await desk.replies.reply(id, who, { text: 'Are you there?', clientMessageId: 'c-1' });
  await eventually(async () => (await lastMessages(desk.db.q, await row(id), 1))[0]?.delivery?.reason);
  await desk.control.setApp(robin.id, true);
  await desk.deliver();
  const said = (await lastMessages(desk.db.q, await row(id), 1))[0];
  expect(said?.delivery?.state).toBe('delivered');
  expect(desk.control.messages(robin.chatId).some(({ text }) => text.includes('Are you there?'))).toBe(true);
});

test('a channel that is renamed is called so from then on', async () => {
  await tell('channelRenamed', { channel: { id: channel.id, name: 'Second line' } });
  expect((await queue()).channel_name).toBe('Second line');
});

test('managers are told once that a queue’s channel is gone; when it is back, what waited is posted', async () => {
  await desk.control.chat(megan.id, { text: 'hello' });
  await desk.db.q
    .insertInto('agent')
    .values({ tenant_id: desk.config.bot.tenantId, id: megan.id, name: megan.name, manager: true })
    .onConflict((oc) => oc.columns(['tenant_id', 'id']).doUpdateSet({ manager: true }))
    .execute();
  for (let n = 0; n < 3; n += 1) await tell('channelDeleted', { channel: { id: channel.id, name: channel.name } });
  expect((await queue()).channel_lost).toBe('channelDeleted');
  const id = await desk.open(robin);
  await eventually(async () => (await row(id)).cardState === 'failed');
  expect((await row(id)).cardReason).toBe('No card can be posted: its channel was deleted.');
  const told = () =>
    desk.control
      .messages(megan.chatId)
      .filter(({ attachments }) => JSON.stringify(attachments).includes('has no channel any more'));
  await eventually(() => told().length > 0);

  await tell('channelRestored', { channel: { id: channel.id, name: channel.name } });
  await desk.deliver();
  expect([(await queue()).channel_lost, (await row(id)).cardState, told().length]).toEqual([null, 'posted', 1]);
});

test.each([
  ['teamArchived', 'teamUnarchived', 'teamArchived'],
  ['teamDeleted', 'teamRestored', 'teamDeleted'],
])('a team: %s, then %s', async (gone, back, lost) => {
  await tell(gone);
  expect([(await findTeam(desk.db.q, SANDBOX.team.id))?.installed, (await queue()).channel_lost]).toEqual([
    false,
    lost,
  ]);
  await tell(back);
  expect([(await findTeam(desk.db.q, SANDBOX.team.id))?.installed, (await queue()).channel_lost]).toEqual([true, null]);
  await desk.deliver();
});

test('a team that is renamed is called so', async () => {
  await tell('teamRenamed', { team: { id: SANDBOX.team.id, name: 'Contoso Care' } });
  expect((await findTeam(desk.db.q, SANDBOX.team.id))?.name).toBe('Contoso Care');
});
