/** Nothing that arrives ends in silence: every kind of activity, of content and of card has an outcome with a name. */
import { ActivityTypes } from 'botbuilder';
import { SANDBOX } from '../../src/config/world';
import type { Outcome } from '../../src/teams/protocol/outcome';
import { inChat, inThread, nextId, pressed } from '../support/teamsActivities';
import { type TeamsDesk, adele, robin, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
  await desk.control.chat(robin.id, { text: 'hello' });
});
afterAll(() => desk.stop());

/** What becomes of it; exactly one outcome, whatever it is. */
async function outcomeOf(activity: object): Promise<Outcome> {
  const before = desk.outcomes.length;
  const { status } = await desk.hear(activity);
  expect(status === 200 || status === 412).toBe(true);
  expect(desk.outcomes.length).toBe(before + 1);
  return (desk.outcomes.at(-1) as (typeof desk.outcomes)[number]).outcome;
}

const newest = () =>
  desk.db.q
    .selectFrom('message')
    .selectAll()
    .where('author_kind', '=', 'customer')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

const tenant = { id: SANDBOX.tenantId };
const service = (name: string) => ({ kind: 'service', name });
const stored = { kind: 'stored' };

describe('in a chat, an activity of the type', () => {
  const EXPECTED: Record<string, [fields: Record<string, unknown>, outcome: object]> = {
    [ActivityTypes.Message]: [{ text: 'hello' }, stored],
    [ActivityTypes.MessageUpdate]: [{ text: 'hullo', channelData: { tenant, eventType: 'editMessage' } }, stored],
    [ActivityTypes.MessageDelete]: [{ channelData: { tenant, eventType: 'softDeleteMessage' } }, service('deletion')],
    [ActivityTypes.MessageReaction]: [{ replyToId: '1', reactionsAdded: [{ type: 'like' }] }, service('reaction')],
    [ActivityTypes.Typing]: [{}, service('typing')],
    [ActivityTypes.InstallationUpdate]: [{ action: 'upgrade' }, service('installation')],
    [ActivityTypes.ConversationUpdate]: [{ membersAdded: [{ id: SANDBOX.bot.id }] }, service('membership')],
    [ActivityTypes.Event]: [{ name: 'application/vnd.microsoft.readReceipt' }, service('readReceipt')],
    [ActivityTypes.Invoke]: [{ name: 'nothing/known' }, service('unknown')],
    [ActivityTypes.InvokeResponse]: [{}, service('unknown')],
    [ActivityTypes.ContactRelationUpdate]: [{ action: 'add' }, service('unknown')],
    [ActivityTypes.EndOfConversation]: [{}, service('unknown')],
    [ActivityTypes.DeleteUserData]: [{}, service('unknown')],
    [ActivityTypes.Suggestion]: [{}, service('unknown')],
    [ActivityTypes.Trace]: [{}, service('unknown')],
    [ActivityTypes.Handoff]: [{}, service('unknown')],
    [ActivityTypes.Command]: [{}, service('unknown')],
    [ActivityTypes.CommandResult]: [{}, service('unknown')],
    unheardOf: [{ text: 'what' }, service('unknown')],
  };

  test.each([...Object.values(ActivityTypes), 'unheardOf'].map((type) => [type]))('%s has a name', async (type) => {
    const [fields, outcome] = EXPECTED[type] ?? [];
    // A type the library learns to know needs an outcome, too.
    expect(outcome).toBeDefined();
    expect(await outcomeOf(inChat(desk, robin, { type, ...fields }))).toEqual(outcome);
  });

  test.each([ActivityTypes.Message, ActivityTypes.MessageUpdate, ActivityTypes.MessageReaction])(
    '%s of a bot, or of Teams itself, is nobody’s',
    async (type) => {
      const bot = { id: '28:00000000-0000-4000-8000-00000000beef', name: 'Another bot' };
      expect(await outcomeOf(inChat(desk, robin, { type, text: 'beep', from: bot }))).toEqual(service('notAPerson'));
      const channelData = { tenant, eventType: 'systemMessage' };
      expect(await outcomeOf(inChat(desk, robin, { type, text: 'Chat renamed', channelData }))).toEqual(
        service('notAPerson'),
      );
    },
  );

  test('message comes again as a duplicate', async () => {
    const activity = inChat(desk, robin, { text: 'once' });
    expect(await outcomeOf(activity)).toEqual(stored);
    expect(await outcomeOf(activity)).toEqual({ kind: 'duplicate' });
  });

  test('installationUpdate is answered when the app comes, once', async () => {
    const added = inChat(desk, robin, { type: 'installationUpdate', action: 'add' });
    expect(await outcomeOf(added)).toEqual({ kind: 'answered', by: 'welcome' });
    expect(await outcomeOf(added)).toEqual({ kind: 'duplicate' });
    const removed = inChat(desk, robin, { type: 'installationUpdate', action: 'remove' });
    expect(await outcomeOf(removed)).toEqual({ kind: 'answered', by: 'farewell' });
  });
});

describe('an invoke called', () => {
  test.each<[string, unknown, object]>([
    ['adaptiveCard/action', { action: { verb: 'pay', data: { sum: 3 } }, trigger: 'manual' }, stored],
    ['adaptiveCard/action', { action: { verb: 'refresh' }, trigger: 'automatic' }, service('refresh')],
    ['adaptiveCard/action', null, service('oldButton')],
    ['task/fetch', { data: { page: 'terms' } }, stored],
    ['task/submit', { data: { accepted: true } }, stored],
    ['signin/verifyState', { state: '123456' }, { kind: 'answered', by: 'signIn' }],
    ['signin/verifyState', {}, service('signInTooLate')],
    ['signin/tokenExchange', { id: '1', connectionName: 'c', token: 't' }, service('tokenExchange')],
    ['signin/failure', { code: 'x' }, service('signInFailure')],
    ['message/submitAction', { actionName: 'feedback' }, service('feedback')],
    ['composeExtension/query', {}, service('unknown')],
    ['application/search', {}, service('unknown')],
    ['config/fetch', {}, service('unknown')],
  ])('%s with %j has an outcome', async (name, value, outcome) => {
    expect(await outcomeOf(inChat(desk, robin, { type: 'invoke', name, value }))).toEqual(outcome);
  });

  test('adaptiveCard/action in a channel is of the desk’s own cards', async () => {
    const press = (verb: string, data: object) => {
      const channelFields = inThread(desk, nextId());
      const { conversation, channelData } = channelFields as Record<string, unknown>;
      return outcomeOf(pressed(desk, adele, { verb, data }, { conversation, channelData, replyToId: '1' }));
    };
    expect(await press('claim', { escalationId: '00000000-0000-4000-8000-000000000000' })).toEqual({
      kind: 'answered',
      by: 'press',
    });
    expect(await press('somethingElse', {})).toEqual(service('oldButton'));
  });
});

const FILE = 'application/vnd.microsoft.teams.file.download.info';
const CARD = 'application/vnd.microsoft.card.';

describe('a message of nothing but an attachment', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a picture on Teams’ own host', { contentType: 'image/*', contentUrl: 'TEAMS/v3/attachments/1/views/original' }],
    ['a picture elsewhere', { contentType: 'image/png', contentUrl: 'TEAMS/nowhere.png' }],
    ['a picture without a way to it', { contentType: 'image/jpeg' }],
    ['a picture in the activity', { contentType: 'image/png', contentUrl: 'data:image/png;base64,iVBORw0KGgo=' }],
    ['a file', { contentType: FILE, name: 'a.pdf', content: { downloadUrl: 'TEAMS/files/a', fileType: 'pdf' } }],
    ['a file without a way to it', { contentType: FILE, name: 'a.pdf' }],
    ['a sound', { contentType: 'audio/mpeg', contentUrl: 'TEAMS/sound.mp3', name: 'sound.mp3' }],
    ['a video', { contentType: 'video/mp4', contentUrl: 'TEAMS/video.mp4' }],
    ['a voice note', { contentType: 'text/html', content: '<span itemtype="http://schema.skype.com/InputExtension">' }],
    ['a recorded video', { contentType: 'text/html', content: '<video itemtype="http://schema.skype.com/AMSVideo">' }],
    ['a GIF', { contentType: 'text/html', content: '<img alt="cat (GIF Image)" src="https://127.0.0.1:1/cat.gif">' }],
    ['an emoji', { contentType: 'text/html', content: '<emoji alt="🙂"></emoji>' }],
    [
      'a code snippet',
      { contentType: 'text/html', content: '<span itemtype="…/InputExtension"><span itemprop="cardId">' },
    ],
    ['HTML that is nothing', { contentType: 'text/html', content: '<div><p></p></div>' }],
    ['a table', { contentType: 'text/html', content: '<table><tr><td>1</td><td>2</td></tr></table>' }],
    ['a link to a file', { contentType: 'reference', contentUrl: 'https://contoso.sharepoint.example/a', name: 'a' }],
    ['a quote', { contentType: 'messageReference', content: '{"messageId":"1","messagePreview":"before"}' }],
    [
      'a forward',
      {
        contentType: 'forwardedMessageReference',
        content: '{"originalMessageId":"1","originalMessageContent":"<p>We close at five.</p>"}',
      },
    ],
    ['an adaptive card', { contentType: `${CARD}adaptive`, content: { type: 'AdaptiveCard', body: [] } }],
    ['a hero card', { contentType: `${CARD}hero`, content: { title: 'Shoes', text: 'Red' } }],
    ['a thumbnail card', { contentType: `${CARD}thumbnail`, content: { title: 'Shoes' } }],
    ['a receipt', { contentType: `${CARD}receipt`, content: { title: 'Receipt', total: '3' } }],
    ['a sign-in card', { contentType: `${CARD}signin`, content: { text: 'Sign in' } }],
    ['an OAuth card', { contentType: `${CARD}oauth`, content: { text: 'Sign in' } }],
    ['an audio card', { contentType: `${CARD}audio`, content: { media: [] } }],
    ['a video card', { contentType: `${CARD}video`, content: { media: [] } }],
    ['an animation card', { contentType: `${CARD}animation`, content: {} }],
    ['a list card', { contentType: 'application/vnd.microsoft.teams.card.list', content: { title: 'List' } }],
    ['a connector card', { contentType: 'application/vnd.microsoft.teams.card.o365connector', content: { text: 'x' } }],
    [
      'a file card',
      { contentType: 'application/vnd.microsoft.teams.card.file.info', name: 'a', contentUrl: 'https://a.example/' },
    ],
    ['a snippet card', { contentType: 'application/vnd.microsoft.card.codesnippet', content: '{}' }],
    ['a meeting', { contentType: 'meetingReference', name: 'Standup' }],
    ['a card that is no object', { contentType: `${CARD}adaptive`, content: 'x' }],
    ['something unheard of', { contentType: 'application/x-unheard-of', content: { a: 1 } }],
    ['something without a type', { content: 'x' }],
  ])('such as %s is shown, or said', async (_, attachment) => {
    const teams = `${desk.cloud.url}/teams`;
    const parts = JSON.parse(JSON.stringify(attachment).replaceAll('TEAMS', teams)) as object;
    const activity = inChat(desk, robin, { text: '', attachments: [parts] });
    expect(await outcomeOf(activity)).toEqual(stored);
    const message = await newest();
    expect(message.external_id).toBe(activity.id);
    const shown = message.attachments.filter(({ fileId, content, url }) => fileId ?? content ?? url);
    expect(message.text !== '' || shown.length > 0).toBe(true);
    for (const { name, content } of message.attachments) expect(name ?? content).toBeTruthy();
    if (JSON.stringify(message.attachments).includes('unavailable')) throw new Error('said twice');
  });
});

test('what colleagues say among themselves, under no card, stays theirs', async () => {
  expect(await outcomeOf(inThread(desk, nextId(), { text: 'lunch?' }))).toEqual(service('colleagues'));
});
