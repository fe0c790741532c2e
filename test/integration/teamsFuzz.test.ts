/** Whatever stands in the fields nobody needs, and in those of other kinds: no 500, and no words lost. */
import fc from 'fast-check';
import { SANDBOX } from '../../src/config/world';
import { anyJson } from '../support/anyJson';
import { inChat, inThread, nextId } from '../support/teamsActivities';
import { type TeamsDesk, robin, startTeamsDesk } from '../support/teamsDesk';

/** Each is a request and a look into the database; more of them find more. */
const RUNS = 60;

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
});
afterAll(() => desk.stop());

const { json } = anyJson([
  '__proto__',
  'constructor',
  'type',
  'id',
  'text',
  'action',
  'verb',
  'data',
  'trigger',
  'state',
]);
const mostly = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 3, arbitrary: right }, json);
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<blockquote itemtype="http://schema.skype.com/Reply" itemid="1">',
        '</blockquote>',
      ),
      fc.constantFrom(
        '<img src="https://a.example/a.gif" alt="a">',
        '<span itemtype="x/InputExtension">',
        '<pre>',
        '&lt;',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
const contentType = fc.constantFrom(
  'text/html',
  'image/png',
  'application/vnd.microsoft.teams.file.download.info',
  'application/vnd.microsoft.card.adaptive',
  'application/vnd.microsoft.card.hero',
  'messageReference',
  'forwardedMessageReference',
);
const attachment = fc.record(
  {
    contentType: mostly(contentType),
    contentUrl: mostly(fc.webUrl()),
    content: fc.oneof(markup, json),
    name: mostly(fc.string({ unit: 'binary' })),
  },
  { requiredKeys: [] },
);
const entity = fc.record(
  {
    type: mostly(fc.constantFrom('mention', 'quotedReply', 'clientInfo')),
    text: mostly(fc.constantFrom('<at>x</at>', '(')),
    mentioned: mostly(fc.record({ id: fc.constantFrom(SANDBOX.bot.id, '29:x'), name: json })),
    quotedReply: mostly(fc.record({ messageId: json, senderName: json, preview: json })),
  },
  { requiredKeys: [] },
);
const tenant = { id: SANDBOX.tenantId };
const { conversation } = { conversation: { id: robin.chatId, tenantId: SANDBOX.tenantId } };
/** Everything but who, which bot and the words. */
const anything = fc.record(
  {
    id: mostly(fc.string({ minLength: 1, maxLength: 20 }).map((tail) => `${nextId()}${tail}`)),
    timestamp: mostly(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
    locale: mostly(fc.constantFrom('en-US', 'de', 'ar')),
    value: json,
    replyToId: json,
    name: json,
    action: json,
    attachments: mostly(fc.array(attachment, { maxLength: 5 })),
    entities: mostly(fc.array(mostly(entity), { maxLength: 5 })),
    membersAdded: json,
    reactionsAdded: json,
    channelData: fc.record({ tenant: fc.constant(tenant), team: json, channel: json, eventType: json, source: json }),
    from: fc.record({ id: fc.constant(robin.teamsId), name: json, aadObjectId: json }),
    conversation: fc.constantFrom(
      { ...conversation, conversationType: 'personal' },
      { ...conversation, conversationType: 7 },
      { ...conversation, conversationType: 'personal', isGroup: 'no', name: {} },
    ),
    deliveryMode: fc.constantFrom('expectReplies', 'notification', null),
  },
  { requiredKeys: ['from', 'conversation'] },
);
/** Nor where: in a chat that does not say its kind, a team would. */
const rest = anything.map(({ channelData, ...fields }) => {
  const isSaid = fields.conversation.conversationType === 'personal';
  return { ...fields, ...(channelData && { channelData: isSaid ? channelData : { ...channelData, team: null } }) };
});

test('a person’s words are kept, whatever else is in their message', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(rest, fc.string({ unit: 'binary', maxLength: 40 }), async (fields, words) => {
      const mark = `mark${(run += 1)}.`;
      const answer = await desk.hear(inChat(desk, robin, { ...fields, text: `${mark}${words}` }));
      expect(answer).toEqual({ status: 200, body: null });
      const kept = await desk.db.q.selectFrom('message').select('text').where('text', 'like', `${mark}%`).execute();
      expect(kept.length).toBe(1);
    }),
    { numRuns: RUNS },
  );
});

test('nothing of any kind, in a chat or in a thread, is a 500', async () => {
  const type = mostly(
    fc.constantFrom('message', 'messageUpdate', 'messageDelete', 'messageReaction', 'invoke', 'event', 'typing'),
  );
  const name = mostly(
    fc.constantFrom('adaptiveCard/action', 'signin/verifyState', 'signin/tokenExchange', 'task/fetch'),
  );
  const press = fc.record({
    action: mostly(fc.record({ verb: json, data: json })),
    trigger: json,
    state: json,
    data: json,
  });
  const activity = fc.record({ type, name, value: mostly(press), text: mostly(markup) });
  await fc.assert(
    fc.asyncProperty(rest, activity, fc.boolean(), async (fields, said, inChannel) => {
      const { conversation: _, channelData: __, from: ___, ...others } = fields;
      const { status } = await desk.hear(
        inChannel ? inThread(desk, '1', { ...others, ...said }) : inChat(desk, robin, { ...fields, ...said }),
      );
      expect([200, 400, 412]).toContain(status);
    }),
    { numRuns: RUNS },
  );
});
