/** Agents change, take back and quote what was said, and react to it; in Teams, over the real ways. */
import { Readable } from 'node:stream';
import { eventually } from '../support/eventually';
import { inChat } from '../support/teamsActivities';
import { adele, robin, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';
import { Amendments } from '../../src/arrival/amendments';
import type { Identity } from '../../src/domain/escalation';
import { findEscalation } from '../../src/store/escalation/escalations';
import { messagesOf } from '../../src/store/transcript';
import { channels } from '../support/channels';

let desk: TeamsDesk;
let amendments: Amendments;
let id: string;
let who: Identity;

beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
  amendments = new Amendments(desk.db, channels);
  id = await desk.open(robin);
  const { tenantId } = desk.config.bot;
  who = { id: adele.id, name: adele.name, tenantId: tenantId ?? '', manager: true, queueIds: [] };
  await desk.escalations.claim(id, who);
  await desk.deliver();
});
afterAll(() => desk.stop());

const chat = () => desk.control.messages(robin.chatId);
const transcript = async () => {
  const { conversation_id: conversationId } = await desk.db.q
    .selectFrom('escalation')
    .select('conversation_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return (await messagesOf(desk.db.q, { conversationId, fromSeq: 1, toSeq: null }, { after: 0, limit: 200 })).items;
};
const say = async (text: string, more: { quoteSeq?: number; fileIds?: string[] } = {}) => {
  const { message } = await desk.replies.reply(id, who, { text, clientMessageId: `${text} ${Date.now()}`, ...more });
  await desk.deliver();
  return message;
};
const PDF = Buffer.from('%PDF-1.7\n1 0 obj');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const uploaded = async (name: string, bytes: Buffer) => {
  const { conversation_id: conversationId } = await desk.db.q
    .selectFrom('escalation')
    .select('conversation_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const { tenantId } = who;
  const upload = { tenantId, conversationId, name, claimed: null, length: bytes.length, bytes: Readable.from([bytes]) };
  return (await desk.files.uploads.take(who, upload)).id;
};
const shownAs = (words: string) => chat().find(({ text }) => text.includes(words));

test('an edit reaches the customer’s chat, and managers still read the old words', async () => {
  const { seq } = await say('We open at 8');
  await amendments.edit(id, who, seq, 'We open at 9');
  await desk.deliver();
  expect(shownAs('We open at 8')).toBeUndefined();
  expect(shownAs('We open at 9')?.editedAt).not.toBeNull();
  const message = (await transcript()).find((one) => one.seq === seq);
  expect(message).toMatchObject({ text: 'We open at 9', earlier: [{ text: 'We open at 8' }] });
  expect(message?.editedAt).not.toBeNull();
});

test('a deletion takes it from the customer’s chat', async () => {
  const { seq } = await say('Wrong customer');
  await amendments.remove(id, who, seq);
  await desk.deliver();
  expect(shownAs('Wrong customer')).toBeUndefined();
  const message = (await transcript()).find((one) => one.seq === seq);
  expect(message).toMatchObject({ text: '', earlier: [{ text: 'Wrong customer' }] });
});

test('words with a picture and a document go away whole, and so does what Teams kept of the document', async () => {
  const before = chat().length;
  const { seq } = await say('Here they are', {
    fileIds: [await uploaded('dot.png', PNG), await uploaded('a.pdf', PDF)],
  });
  const [, picture, offer] = chat().slice(before);
  await desk.control.consent(robin.id, { conversationId: robin.chatId, messageId: offer?.id ?? '', accept: true });
  await desk.deliver();
  const there = () =>
    chat()
      .slice(before)
      .filter(({ deletedAt }) => deletedAt === null);
  expect(there().length).toBeGreaterThanOrEqual(3);
  const heart = { type: 'messageReaction', replyToId: picture?.id, reactionsAdded: [{ type: 'heart' }] };
  await desk.hear(inChat(desk, robin, heart));
  expect((await transcript()).find((one) => one.seq === seq)?.reactions).toMatchObject([{ type: 'heart' }]);
  await amendments.remove(id, who, seq);
  await desk.deliver();
  expect(there()).toEqual([]);
});

test('an edit Teams refuses is undone, and the agents read why', async () => {
  const { seq } = await say('Your refund is on its way');
  desk.control.block(robin.id, true);
  await amendments.edit(id, who, seq, 'Your refund is late');
  await desk.deliver();
  const all = await transcript();
  expect(all.find((one) => one.seq === seq)).toMatchObject({ text: 'Your refund is on its way' });
  expect(all.filter(({ note, text }) => note && text.includes('could not be changed'))).toHaveLength(1);
  desk.control.block(robin.id, false);
  await desk.control.chat(robin.id, { text: 'I am back' });
});

test('of several edits Teams refuses the words before the first stand again', async () => {
  const { seq } = await say('We open at 8');
  const before = (await transcript()).filter(({ note }) => note).length;
  desk.control.setFaults({ throttle: 1, retryAfter: true });
  await amendments.edit(id, who, seq, 'We open at 9');
  await amendments.edit(id, who, seq, 'We open at 10');
  desk.control.block(robin.id, true);
  desk.control.setFaults({ throttle: 0 });
  await desk.deliver();
  const all = await transcript();
  const message = all.find((one) => one.seq === seq);
  expect(message).toMatchObject({ text: 'We open at 8', editedAt: null });
  expect(all.filter(({ note }) => note).length).toBe(before + 1);
  desk.control.block(robin.id, false);
  await desk.control.chat(robin.id, { text: 'I am here again' });
});

test('a quote stands above the answer, and a reaction under the customer’s own message', async () => {
  await desk.control.chat(robin.id, { text: 'Can I have it in blue?' });
  const asked = await eventually(async () =>
    (await transcript()).find(({ text, author }) => author.kind === 'customer' && text === 'Can I have it in blue?'),
  );
  const { extras } = await say('Yes', { quoteSeq: asked.seq });
  expect(extras.quote).toMatchObject({ seq: asked.seq, text: 'Can I have it in blue?' });
  expect(shownAs('<blockquote>')?.text).toContain('Can I have it in blue?');
  await amendments.react(id, who, asked.seq, 'heart', true);
  await desk.deliver();
  expect(shownAs('Can I have it in blue?')?.reactions).toMatchObject([{ type: 'heart' }]);
  await amendments.react(id, who, asked.seq, 'heart', false);
  await desk.deliver();
  expect((await transcript()).find(({ seq }) => seq === asked.seq)?.reactions).toEqual([]);
});

test('a picture without words stands in lists, and in a quote, by its name', async () => {
  const file = { name: 'damage.png', contentType: 'image/png', base64: PNG.toString('base64') };
  await desk.control.chat(robin.id, { files: [file] });
  const sent = await eventually(async () =>
    (await transcript()).findLast(({ attachments }) => attachments.some(({ name }) => name === 'damage.png')),
  );
  expect((await findEscalation(desk.db.q, id))?.preview?.text).toBe('[damage.png]');
  const { extras } = await say('I see', { quoteSeq: sent.seq });
  expect(extras.quote).toMatchObject({ seq: sent.seq, text: '[damage.png]' });
});

test('nobody changes another’s words, a note, or what the customer said', async () => {
  const { seq } = await say('Mine');
  const lee = { ...who, id: 'lee', name: 'Lee Gu' };
  await expect(amendments.edit(id, lee, seq, 'Not mine')).rejects.toMatchObject({ code: 'not_yours' });
  const { message: note } = await desk.replies.note(id, who, { text: 'A note', clientMessageId: 'note' });
  await expect(amendments.edit(id, who, note.seq, 'x')).rejects.toMatchObject({ code: 'not_found' });
  const customers = (await transcript()).find(({ author }) => author.kind === 'customer');
  await expect(amendments.remove(id, who, customers!.seq)).rejects.toMatchObject({ code: expect.any(String) });
  await expect(say('x', { quoteSeq: seq })).rejects.toMatchObject({ code: 'bad_request' });
});
