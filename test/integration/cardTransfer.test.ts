/** Transferring from the card in the channel, with a note. */
import { cardsOf } from '../../src/store/escalation/cards';
import { findEscalation } from '../../src/store/escalation/escalations';
import { lastMessages } from '../../src/store/transcript';
import { insertQueue } from '../../src/store/queues';
import { SANDBOX } from '../../src/config/world';
import { type TeamsDesk, adele, channel, diego, robin, startTeamsDesk } from '../support/teamsDesk';

const [, , billing] = SANDBOX.team.channels;
let desk: TeamsDesk;
let billingId: string;

beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
  billingId = await insertQueue(desk.db.q, {
    tenantId: SANDBOX.tenantId,
    name: 'Billing & more',
    teamId: SANDBOX.team.id,
    channelId: billing?.id ?? null,
    channelName: 'Billing',
    isDefault: false,
  });
});
afterAll(() => desk.stop());

async function press(person: { id: string }, id: string, verb: string, data: object = {}) {
  await desk.deliver();
  const [card] = await cardsOf(desk.db.q, id);
  if (!card) throw new Error('the escalation has no card');
  const pressed = { conversationId: channel.id, messageId: card.activity_id, verb };
  const answer = await desk.control.invoke(person.id, { ...pressed, data: { escalationId: id, ...data } });
  await desk.deliver();
  return answer;
}

test('the owner sends it to another queue with a note; anybody else is told whose it is', async () => {
  const id = await desk.open(robin);
  const claimed = await press(adele, id, 'claim');
  expect(JSON.stringify(claimed.value)).toContain(`"title":"Billing & more","value":"${billingId}"`);
  expect(JSON.stringify((await press(diego, id, 'transfer', { queueId: billingId })).value)).toContain('Adele Vance');
  expect((await press(adele, id, 'transfer', { note: 'No queue' })).value).toContain('Choose the queue');
  await press(adele, id, 'transfer', { queueId: billingId, note: 'A wrong invoice' });
  const row = await findEscalation(desk.db.q, id);
  expect(row).toMatchObject({ status: 'waiting', queueName: 'Billing & more', assigneeId: null });
  const notes = row ? (await lastMessages(desk.db.q, row, 5)).filter(({ note }) => note) : [];
  expect(notes.map(({ text }) => text)).toEqual(['A wrong invoice']);
  expect(JSON.stringify(desk.control.messages(billing?.id ?? ''))).toContain(id);
  const left = JSON.stringify(desk.control.messages(channel.id).map(({ attachments }) => attachments));
  expect(left).toContain('Moved to Billing');
  expect(left).not.toContain('Action.Execute');
});
