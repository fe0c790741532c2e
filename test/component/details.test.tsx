/** @jest-environment ./test/component/support/page.ts */
import { screen, within } from '@testing-library/react';
import type { EscalationEvent } from '../../src/contract/api';
import { Details } from '../../tab/conversation/details/Details';
import { buildEscalation, buildMessage } from './support/build';
import { api, pageOf, show, transcriptOf } from './support/show';

afterEach(() => localStorage.clear());

const gone: number[] = [];
function detailsOf(
  change: Parameters<typeof buildEscalation>[0],
  onOpen: (id: string) => void = () => {},
  { storyFirst = false } = {},
) {
  const escalation = buildEscalation(change);
  api.on(`GET /escalations/${escalation.id}/events`, pageOf([]));
  api.on(`GET /escalations/${escalation.id}/earlier`, pageOf([]));
  return {
    escalation,
    part: (
      <Details escalation={escalation} storyFirst={storyFirst} onGo={(seq) => void gone.push(seq)} onOpen={onOpen} />
    ),
  };
}
const captured = (name: string, value: string, technical = false) => ({ name, value, technical });
const names = () =>
  within(screen.getByTestId('variables'))
    .getAllByRole('term')
    .map(({ textContent }) => textContent);

test('what the bot captured comes first, by kind, and pinned values on top of it, the next time too', async () => {
  const { part } = detailsOf({
    variables: [
      captured('Topic', 'Billing'),
      captured('Page', 'https://shop.example/orders'),
      captured('Items', '[{"what":"Cup"},{"what":"Pot"}]'),
      captured('Script', 'javascript:alert(1)'),
    ],
  });
  const { user, reload } = await show(part);
  expect(screen.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('Details from the bot');
  const link = screen.getByRole('link', { name: 'https://shop.example/orders' });
  expect(link.getAttribute('rel')).toBe('noopener noreferrer');
  expect(screen.getAllByRole('link')).toHaveLength(1);
  expect(screen.getByRole('columnheader', { name: 'what' })).toBeTruthy();
  expect(screen.getByRole('cell', { name: 'Pot' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Keep Items on top' }));
  expect(names()).toEqual(['Items', 'Topic', 'Page', 'Script']);
  reload(part);
  expect(names()).toEqual(['Items', 'Topic', 'Page', 'Script']);
  await user.click(screen.getByRole('button', { name: 'No longer keep Items on top' }));
  expect(names()).toEqual(['Topic', 'Page', 'Items', 'Script']);
});

test('ids that only machines read stand apart and folded, until one is pinned', async () => {
  const { part } = detailsOf({
    variables: [
      captured('Environment of the agent', 'c7e9a1b3-4d5f-4061-9283-a4b5c6d7e8f9', true),
      captured('TeamsChat', '19:5e1f0c7a@thread.tacv2', true),
      captured('Order', '4711'),
    ],
  });
  const { user } = await show(part);
  expect(names()).toEqual(['Order']);
  await user.click(screen.getByText('Technical details (2)'));
  await user.click(screen.getByRole('button', { name: 'Keep TeamsChat on top' }));
  expect(names()).toEqual(['Teams\u200bChat', 'Order']);
  screen.getByText('Technical details (1)');
});

test('why a chat is here names the rule, and never shows its code', async () => {
  const { part } = detailsOf({
    rule: 'Large amounts',
    routingReason: 'Billing, because contains(toLower(coalesce(topic “Billing”, “”)), “billing”)',
  });
  await show(part);
  expect(screen.getByText(/The rule “Large amounts” sends chats like this here/)).toBeTruthy();
  expect(screen.queryByText(/toLower/)).toBeNull();
});

test('what the customer was asked and answered is among what is known', async () => {
  const at = '2026-11-20T10:00:00.000Z';
  const rating = { scale: 'thumbs' as const, value: 2, grade: 5, comment: 'Quick!', at, changedAt: null };
  const { part } = detailsOf({
    survey: { askedAt: at, remindedAt: null, rating },
    botRating: { ...rating, scale: 'stars', value: 2, grade: 2, comment: null },
  });
  await show(part);
  expect(screen.getByText(/Thumb up\s*“Quick!”/)).toBeTruthy();
  expect(screen.getByText('★★☆☆☆ 2 of 5')).toBeTruthy();
});

test('earlier chats are read in place, and opened whole when that is not enough', async () => {
  const opened: string[] = [];
  const { part, escalation } = detailsOf({}, (id) => opened.push(id));
  const before = buildEscalation({
    id: 'before',
    number: 7,
    status: 'resolved',
    topic: 'Delivery',
    outcome: 'Refunded',
  });
  api.on(`GET /escalations/${escalation.id}/earlier`, pageOf([before]));
  api.on('GET /escalations/before/messages', transcriptOf([buildMessage({ text: 'Where is my parcel?' })]));
  const { user } = await show(part);
  await user.click(await screen.findByRole('button', { name: /#7.*Delivery/ }));
  expect(await screen.findByText('Where is my parcel?')).toBeTruthy();
  expect(opened).toEqual([]);
  await user.click(screen.getByTestId('previous'));
  expect(opened).toEqual(['before']);
});

test('of a chat of the history, what happened comes first: who, when, why it came here, who let it go by, and where in the talk', async () => {
  const { part, escalation } = detailsOf(
    {
      rule: 'Large amounts',
      passedOver: [{ rule: 'VIP', why: 'there is no tier' }],
      openedAt: '2026-11-23T12:00:00.000Z',
    },
    () => {},
    { storyFirst: true },
  );
  const happened = buildEvents(escalation.openedAt);
  api.on(`GET /escalations/${escalation.id}/events`, pageOf(happened));
  const { user } = await show(part, { roles: ['agent', 'manager'] });
  await screen.findByTestId('timeline');
  expect(screen.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('Timeline');
  const said = within(screen.getByTestId('timeline'))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent ?? '');
  expect(said[0]).toContain('The rule “Large amounts” sends chats like this here');
  expect(said[0]).toContain('VIP: there is no tier');
  expect(said[1]).toContain('Lee Gu did not take it');
  expect(said[1]).toContain('after 5 min');
  await user.click(screen.getByRole('button', { name: 'Lee Gu did not take it' }));
  expect(gone).toEqual([3]);
});

test('at an offer managers read who was passed over, and what kept it from each', async () => {
  const { part, escalation } = detailsOf({}, () => {}, { storyFirst: true });
  const [opened, passed] = buildEvents(escalation.openedAt) as [EscalationEvent, EscalationEvent];
  const offered: EscalationEvent = {
    ...passed,
    type: 'offered',
    from: nowhere,
    to: { agent: { id: 'diego', name: 'Diego' }, queue: null },
    passedOver: {
      people: [
        { id: 'lee', name: 'Lee Gu', why: [{ kind: 'busier', load: 3, than: 1 }] },
        {
          id: 'ann',
          name: 'Ann',
          why: [
            { kind: 'full', load: 2, capacity: 2 },
            { kind: 'lacksSkill', skill: 'French' },
          ],
        },
        { id: 'bob', name: 'Bob', why: [{ kind: 'busy', teamsSays: 'inACall' }] },
      ],
      more: 4,
    },
  };
  api.on(`GET /escalations/${escalation.id}/events`, pageOf([opened, offered]));
  const { user } = await show(part, { roles: ['agent', 'manager'] });
  const passedOver = await screen.findByTestId('passed-over');
  await user.click(within(passedOver).getByText('7 people were passed over'));
  const lines = within(passedOver).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    'Lee Gu: had 3 chats, not 1',
    'Ann: had 2 of 2 chats, lacks the skill “French”',
    'Bob: in a call, says Teams',
    '4 more of the team',
  ]);
});

const nowhere = { agent: null, queue: null };
const buildEvents = (openedAt: string): EscalationEvent[] => [
  {
    version: 1,
    type: 'opened',
    at: openedAt,
    actor: { kind: 'bot', id: null, name: 'Contoso bot' },
    summary: 'Contoso bot handed over',
    afterSeq: 1,
    reason: null,
    from: nowhere,
    to: nowhere,
    passedOver: null,
  },
  {
    version: 2,
    type: 'passed',
    at: new Date(Date.parse(openedAt) + 300_000).toISOString(),
    actor: { kind: 'system', id: null, name: 'Handoff Desk' },
    summary: 'Lee Gu did not take it',
    afterSeq: 3,
    reason: null,
    from: { agent: { id: 'lee', name: 'Lee Gu' }, queue: null },
    to: nowhere,
    passedOver: null,
  },
];
