import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { EscalationStatus } from '../../src/contract/api';
import {
  type AdaptiveCard,
  type CardData,
  type CardName,
  type EscalationCard,
  bytesOf,
  deepLink,
  TEAMS_CLIENT,
  escalationSummary,
  render,
} from '../../src/cards/cards';
import { clip, oneLine, paragraphs } from '../../src/cards/text/escape';
import { type CardViewer, SIZES } from '../../src/cards/escalationCard';
import { LIMITS } from '../../src/contract/fields';
import type { WrapUpRule } from '../../src/domain/wrapUp';
import { withoutMarkdown } from '../../src/cards/text/markdownWords';
import { clock, lasted } from '../../src/cards/text/timing';

const now = new Date('2026-11-23T14:30:00Z');

function escalation(overrides: Partial<EscalationCard> = {}): EscalationCard {
  return {
    id: '6f1d2c3b-0000-4000-8000-000000000001',
    number: 1042,
    status: 'waiting',
    late: false,
    viewer: null,
    ownViews: [],
    tags: [],
    customerName: 'Robin Ortiz',
    connectionName: 'Contoso Assistant',
    queueName: 'Support',
    topic: 'Point of sale is down',
    lastPhrase: 'I need a person, now',
    agentMessage: 'Till 4 has been offline since noon.',
    variables: [
      { name: 'StoreId', value: 17 },
      { name: 'Open', value: false },
    ],
    priority: 0,
    requiredSkill: null,
    because: null,
    transcript: [
      { author: 'Robin Ortiz', text: 'Our point of sale is down' },
      { author: 'Contoso Assistant', text: 'I will get somebody.' },
    ],
    transcriptLength: 14,
    openedAt: new Date('2026-11-23T14:26:00Z'),
    claimedAt: null,
    firstClaimedAt: null,
    endedAt: null,
    assigneeName: null,
    onHoldUntil: null,
    leftMessageAt: null,
    outcome: null,
    endedBy: null,
    test: false,
    unreachable: null,
    left: null,
    tab: {
      teamsAppId: '11111111-2222-4333-8444-555555555555',
      tenantId: 'tenant',
      clientUrl: TEAMS_CLIENT,
      webUrl: 'https://desk.example.com/tab',
    },
    now,
    ...overrides,
  };
}

const inState = (status: EscalationStatus, overrides: Partial<EscalationCard> = {}) =>
  escalation({
    status,
    ...(status === 'waiting' ? {} : { assigneeName: 'Adele Vance', claimedAt: new Date('2026-11-23T14:27:00Z') }),
    ...(status === 'resolved' || status === 'abandoned' ? { endedAt: now, outcome: 'Restarted the till.' } : {}),
    ...(status === 'abandoned' ? { endedBy: 'customer' as const } : {}),
    ...overrides,
  });

const NOTHING_KNOWN = {
  customerName: '',
  connectionName: '',
  topic: null,
  lastPhrase: null,
  agentMessage: null,
  variables: [],
  transcript: [],
  transcriptLength: 0,
  assigneeName: null,
  outcome: null,
} satisfies Partial<EscalationCard>;
const OWNER: CardViewer = {
  claim: false,
  release: true,
  otherQueues: [],
  wrapUp: { outcomes: [], tags: [], requires: [] },
};
const NOBODY: CardViewer = { claim: false, release: false, otherQueues: [], wrapUp: null };
const choices = (what: string, most: number) =>
  Array.from({ length: most }, (_, n) => ({
    id: `6f1d2c3b-0000-4000-8000-0000000000${10 + n}`,
    name: `${what} ${n}`.padEnd(60, '*'),
  }));
const LONG_LISTS: WrapUpRule = {
  outcomes: choices('Outcome', LIMITS.outcomes),
  tags: choices('Tag', LIMITS.tags),
  requires: ['outcome', 'tags', 'summary'],
};
const QUEUES = Array.from({ length: 30 }, (_, n) => ({ id: `queue-${n}`, name: `Queue *${n}*` }));
const WAITING = {
  id: '6f1d2c3b-0000-4000-8000-000000000001',
  number: 1042,
  status: 'waiting' as const,
  ahead: 2,
  usualWait: 240,
  closed: null,
  nobodyThere: false,
  assigneeName: 'Adele Vance',
  leavesMessage: false,
};

const SURVEY: CardData['survey'] = {
  escalationId: '6f1d2c3b-0000-4000-8000-000000000001',
  number: 1042,
  form: { scale: 'stars', language: 'en', question: null, thanks: null },
  rating: null,
  comment: null,
  isOpen: true,
  isReminder: false,
};

const byStatus = <T>(state: (status: EscalationStatus) => T): Record<EscalationStatus, T> => ({
  waiting: state('waiting'),
  claimed: state('claimed'),
  resolved: state('resolved'),
  abandoned: state('abandoned'),
});
const named = <T>(prefix: string, states: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(states).map(([name, data]) => [`${prefix} ${name}`, data]));

/** Every card in every state it has; a card without states does not compile. */
const STATES: { [N in CardName]: Record<string, CardData[N]> } = {
  escalation: {
    ...byStatus((status) => inState(status)),
    ...named(
      'knowing little,',
      byStatus((status) => inState(status, NOTHING_KNOWN)),
    ),
    ...named(
      'overdue,',
      byStatus((status) => inState(status, { late: true })),
    ),
    ...named(
      'left behind,',
      byStatus((status) => inState(status, { left: { mayLook: false } })),
    ),
    'claimed, of its owner, with other queues': inState('claimed', {
      viewer: { ...OWNER, otherQueues: QUEUES },
      ownViews: ['29:adele'],
    }),
    'claimed, of its owner, with much to choose': inState('claimed', {
      viewer: { ...OWNER, otherQueues: QUEUES, wrapUp: LONG_LISTS },
    }),
    'waiting, of somebody outside': inState('waiting', { viewer: NOBODY }),
  },
  waiting: {
    ...byStatus((status) => ({ ...WAITING, status })),
    'nobody there': { ...WAITING, nobodyThere: true },
    closed: { ...WAITING, closed: 'Nobody is here until Monday.' },
    'with a message left': { ...WAITING, leavesMessage: true },
  },
  ended: {
    'may ask again': { id: WAITING.id, number: 1042, agentName: 'Contoso *HR*', mayAskAgain: true },
    'may not': { id: WAITING.id, number: 1042, agentName: 'Contoso *HR*', mayAskAgain: false },
  },
  survey: {
    asked: SURVEY,
    'asked again': { ...SURVEY, isReminder: true },
    answered: { ...SURVEY, rating: 4, comment: '*Very* quick' },
    'answered for good': { ...SURVEY, rating: 4, isOpen: false },
    'never answered': { ...SURVEY, isOpen: false },
    'with thumbs': { ...SURVEY, form: { ...SURVEY.form, scale: 'thumbs' }, rating: 2 },
    'with smileys, in German': { ...SURVEY, form: { ...SURVEY.form, scale: 'smileys', language: 'de' } },
    'of ten, in own words': {
      ...SURVEY,
      form: { scale: 'ten', language: 'fi', question: 'Kuinka *hyvin* meni?', thanks: 'Kiitos!' },
    },
  },
  welcome: { once: { teamName: 'Contoso Support' }, 'to a team without a name': { teamName: '' } },
  queueConnected: {
    one: { queueName: 'Billing', isDefault: false },
    default: { queueName: 'Billing', isDefault: true },
  },
  help: {
    'in a queue': { place: 'channel', queueName: 'Billing' },
    'in a channel': { place: 'channel', queueName: null },
    'in a chat': { place: 'personal', queueName: null },
  },
  notice: { one: { title: 'A secret ends soon', text: 'Renew it.' } },
  erased: { one: { number: 1042, at: new Date('2026-11-03T09:00:00Z') } },
  refused: { one: { title: 'Only a manager can do that', text: 'Ask one.' } },
};

const every = (Object.keys(STATES) as CardName[]).flatMap((name) => statesOf(name));

function statesOf<N extends CardName>(name: N): [string, AdaptiveCard][] {
  return Object.entries<CardData[N]>(STATES[name]).map(([state, data]) => [`${name}, ${state}`, render(name, data)]);
}

type Element = { type: string; [key: string]: unknown };

/** All that is laid out; how Teams refreshes a card is no part of it. */
function elementsOf(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && typeof value.type === 'string' ? [value as Element] : [];
  const { refresh: _, ...shown } = value as Record<string, unknown>;
  return [...own, ...Object.values(shown).flatMap(elementsOf)];
}

const words = (card: AdaptiveCard) =>
  elementsOf(card)
    .flatMap((e) => (e.type === 'TextBlock' ? [String(e.text)] : []))
    .join('\n');

describe('a line of Markdown', () => {
  test.each([
    [
      'Our stores are open:\n\n- **Monday to Friday** 9:00\n- **Sunday** closed',
      'Our stores are open:\n\nMonday to Friday 9:00\nSunday closed',
    ],
    [
      '# Returns\n> within *30* days, see [the policy](https://a.example/x_y)',
      'Returns\nwithin 30 days, see the policy',
    ],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['run `npm test` ~~twice~~', 'run npm test twice'],
    ['__so__ is window.__x=1 and my.__y=2, a__b__c', 'so is window.__x=1 and my.__y=2, a__b__c'],
  ])('%j reads %j', (markdown, plain) => {
    expect(withoutMarkdown(markdown)).toBe(plain);
  });

  test('whatever it is, takes no time', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('*', '_', '[', '](', '`', '~~', 'a', ' ', '\n', '#')), (parts) => {
        const started = performance.now();
        withoutMarkdown(parts.join('').repeat(400));
        expect(performance.now() - started).toBeLessThan(2_000);
      }),
    );
  });
});

describe('every card', () => {
  test.each(every)('%s leaves no template expression behind', (_, card) => {
    expect(JSON.stringify(card)).not.toContain('${');
  });

  test.each(every)('%s is laid out from elements of version 1.2, so that phones show it', (_, card) => {
    const since12 = new Set([
      'Input.ChoiceSet',
      'Input.Text',
      'AdaptiveCard',
      'TextBlock',
      'Container',
      'ColumnSet',
      'Column',
      'FactSet',
      'ActionSet',
    ]);
    const actions = new Set(['Action.Execute', 'Action.Submit', 'Action.OpenUrl', 'Action.ShowCard']);
    for (const element of elementsOf(card)) {
      expect([...since12, ...actions]).toContain(element.type);
      if (element.type === 'ColumnSet') expect((element.columns as unknown[]).length).toBeLessThanOrEqual(3);
      if (element.type === 'Action.Execute') {
        expect(element.fallback).toMatchObject({ type: 'Action.Submit', data: { verb: element.verb } });
        expect(Object.keys(element.data as object).filter((key) => key !== 'escalationId')).toEqual([]);
      }
    }
    // Buttons of version 1.4 keep to an ActionSet, where older clients honour their fallback.
    expect(card).not.toHaveProperty('actions');
    expect(card.version).toBe('1.5');
  });

  test.each(every)('%s has at most six actions and no empty text', (_, card) => {
    const elements = elementsOf(card);
    const pressable = elements.filter((e) => e.type === 'Action.Execute' || e.type === 'Action.OpenUrl');
    expect(pressable.length).toBeLessThanOrEqual(6);
    for (const e of elements.filter((el) => el.type === 'TextBlock')) expect(String(e.text).trim()).not.toBe('');
  });
});

describe('the escalation card', () => {
  const titles = (card: AdaptiveCard) =>
    elementsOf(card).flatMap((e) => (e.type === 'Action.Execute' || e.type === 'Action.OpenUrl' ? [e.title] : []));

  test.each([
    ['waiting', ['Claim', 'Open chat'], 'Waiting since {{TIME(2026-11-23T14:26:00Z)}}'],
    ['claimed', ['Open chat'], 'Claimed by Adele Vance at {{TIME(2026-11-23T14:27:00Z)}} · waited 1 min'],
    ['resolved', ['Open chat'], 'Resolved at {{TIME(2026-11-23T14:30:00Z)}} by Adele Vance, 4 min after it was opened'],
    ['abandoned', ['Open chat'], 'Ended at {{TIME(2026-11-23T14:30:00Z)}}, 4 min after it was opened'],
  ] as const)('%s offers %j and says: %s', (status, actions, timing) => {
    const card = render('escalation', inState(status));
    expect(titles(card)).toEqual(actions);
    expect(words(card)).toContain(timing);
    expect(words(card)).toContain('1042');
  });

  test('a message that was left waits since nobody knows how long', () => {
    const { openedAt, ...waiting } = inState('waiting');
    const card = render('escalation', { ...waiting, openedAt, leftMessageAt: openedAt });
    expect(words(card)).toContain('Message left at {{TIME(2026-11-23T14:26:00Z)}}');
    expect(words(card)).not.toContain('Waiting since');
  });

  test('on hold, says until when, and once that is over since when', () => {
    const { now, ...claimed } = inState('claimed');
    const onHoldUntil = new Date(now.getTime() + 600_000);
    const at = `{{TIME(${onHoldUntil.toISOString().replace('.000', '')})}}`;
    expect(words(render('escalation', { ...claimed, onHoldUntil, now }))).toContain(`· on hold until ${at}`);
    expect(words(render('escalation', { ...claimed, onHoldUntil, now: onHoldUntil }))).toContain(
      `hold ran out at ${at}`,
    );
  });

  test('waiting, tells who, from where, why, what was captured and what was said', () => {
    const text = JSON.stringify(render('escalation', escalation()));
    for (const part of [
      'Robin Ortiz',
      'Contoso Assistant',
      'Support',
      'Point of sale is down',
      'Till 4 has been offline since noon.',
      'I need a person, now',
      'StoreId',
      '"17"',
      '"No"',
      'Our point of sale is down',
      '12 earlier messages are in the chat',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('offers what it is about to be done before all that is known', () => {
    const types = elementsOf(render('escalation', escalation())).map(({ type }) => type);
    expect(types.indexOf('Action.Execute')).toBeLessThan(types.indexOf('Container'));
  });

  test('claimed, says no more about the chat than who it is: its owner reads it there', () => {
    const shown = JSON.stringify(
      render('escalation', inState('claimed', { because: 'Billing', requiredSkill: 'French' })),
    );
    expect(shown).toContain('Robin Ortiz');
    for (const part of ['Till 4', 'I need a person', 'StoreId', 'our point of sale', 'Billing', 'French']) {
      expect(shown).not.toContain(part);
    }
  });

  test('says nothing twice: not the last words below, nor the name among what was captured', () => {
    const said = [{ author: 'Robin Ortiz', text: 'I need a person, now' }];
    const variables = [
      { name: 'CustomerName', value: 'Robin Ortiz' },
      { name: 'StoreId', value: 17 },
    ];
    const shown = JSON.stringify(
      render('escalation', escalation({ transcript: said, transcriptLength: 1, variables })),
    );
    expect(shown.match(/I need a person, now/g)).toHaveLength(1);
    expect(shown).not.toContain('CustomerName');
    expect(shown).toContain('StoreId');
    expect(shown).not.toContain('more in the chat');
  });

  test('leaves out a topic that says nothing', () => {
    for (const topic of ['Escalate', 'fallback ', '']) {
      expect(words(render('escalation', escalation({ topic })))).not.toMatch(/escalate|fallback/i);
      expect(escalationSummary(escalation({ topic }))).toBe('#1042 waiting · Robin Ortiz');
    }
  });

  test('in one’s own view offers what one may do, and asks Teams for views of those who may do more', () => {
    const owner = inState('claimed', { viewer: OWNER, ownViews: Array.from({ length: 80 }, (_, n) => `29:${n}`) });
    expect(titles(render('escalation', owner))).toEqual(['Open chat', 'Resolve', 'Return to queue']);
    expect(render('escalation', owner)).toMatchObject({
      refresh: { action: { verb: 'refresh', data: { escalationId: owner.id } } },
    });
    const { userIds } = render('escalation', owner).refresh as { userIds: string[] };
    expect(userIds).toHaveLength(60);
    const manager = inState('claimed', { viewer: { ...OWNER, otherQueues: QUEUES } });
    expect(titles(render('escalation', manager))).toContain('Transfer');
    expect(titles(render('escalation', inState('claimed', { viewer: NOBODY })))).toEqual(['Open chat']);
    expect(titles(render('escalation', inState('waiting', { viewer: NOBODY })))).toEqual(['Open chat']);
    expect(render('escalation', inState('claimed'))).not.toHaveProperty('refresh');
  });

  test('asks for the outcome before Resolve, from the list where there is one', () => {
    const refunded = { id: '6f1d2c3b-0000-4000-8000-00000000000a', name: 'Refunded' };
    const vip = { id: '6f1d2c3b-0000-4000-8000-00000000000b', name: 'VIP' };
    const asks = (wrapUp: WrapUpRule) => {
      const shown = elementsOf(render('escalation', inState('claimed', { viewer: { ...OWNER, wrapUp } })));
      return shown.filter(({ type }) => type.startsWith('Input.'));
    };
    expect(asks({ outcomes: [], tags: [], requires: [] })).toMatchObject([
      { type: 'Input.Text', id: 'outcome', isRequired: false },
    ]);
    expect(asks({ outcomes: [refunded], tags: [vip], requires: ['outcome', 'summary'] })).toMatchObject([
      {
        type: 'Input.ChoiceSet',
        id: 'outcome',
        label: 'Outcome',
        isRequired: true,
        errorMessage: 'Choose an outcome first.',
        choices: [{ title: 'Refunded', value: refunded.id }],
      },
      { type: 'Input.ChoiceSet', id: 'tags', isMultiSelect: true, isRequired: false },
      { type: 'Input.Text', id: 'summary', isRequired: true },
    ]);
  });

  test('resolved, says the outcome and the tags', () => {
    const tags = [
      { id: 'a', name: 'VIP' },
      { id: 'b', name: '*late*' },
    ];
    expect(words(render('escalation', inState('resolved', { tags })))).toContain(
      'Restarted the till. · VIP, \\*late\\*',
    );
  });

  test('keeps names and words that run the other way to themselves, on their own side', () => {
    const card = render('escalation', escalation({ customerName: 'רון', lastPhrase: 'שלום! 3 < 5', topic: 'Returns' }));
    const blocks = elementsOf(card).filter(({ type }) => type === 'TextBlock');
    const block = (words: string) => blocks.find(({ text }) => String(text).includes(words));
    expect(block('רון')).toMatchObject({ text: '\u2068רון\u2069', horizontalAlignment: 'Right' });
    expect(block('שלום')).toMatchObject({ text: '“\u2068שלום\\! 3 \\< 5\u2069”', horizontalAlignment: 'Right' });
    expect(block('Returns')).toMatchObject({ text: 'Returns', horizontalAlignment: 'Left' });
  });

  test('a time somebody wrote stays what they wrote', () => {
    const card = render('escalation', escalation({ lastPhrase: '{{TIME(2026-11-23T14:26:00Z)}}' }));
    expect(words(card)).not.toContain('“{{TIME(');
  });

  test('ended, folds up to a few lines', () => {
    for (const status of ['resolved', 'abandoned'] as const) {
      const card = render('escalation', inState(status));
      expect(elementsOf(card).filter((e) => e.type === 'TextBlock').length).toBeLessThanOrEqual(5);
      expect(words(card)).toContain('Restarted the till.');
    }
  });

  test('says when words no longer reach the customer', () => {
    expect(words(render('escalation', inState('claimed', { unreachable: 'They blocked the bot' })))).toContain(
      'Messages no longer reach the customer: They blocked the bot',
    );
  });

  test('of a test says so, whatever its state, and only then', () => {
    for (const status of ['waiting', 'claimed', 'resolved', 'abandoned'] as const) {
      expect(words(render('escalation', inState(status, { test: true })))).toContain('Test of the connection');
      expect(words(render('escalation', inState(status)))).not.toContain('Test of the connection');
    }
    expect(escalationSummary(escalation({ test: true }))).toMatch(/^Test #/);
  });

  test('says why a rule sent it here, how urgent it is and whom it needs', () => {
    const routed = { because: 'Billing, because amount 120 > 100', priority: 2, requiredSkill: 'refunds' };
    const text = words(render('escalation', escalation(routed)));
    // Escaped, so that no client reads it as formatting.
    expect(text).toContain('Billing, because amount 120 \\> 100');
    expect(text).toContain('Waiting · urgent');
    expect(text).toContain('Required skill: refunds');
    expect(words(render('escalation', inState('resolved', routed)))).not.toMatch(/because|urgent|refunds/);
  });

  test('says captured values as people do', () => {
    const shown = JSON.stringify(
      render(
        'escalation',
        escalation({
          variables: [
            { name: 'PaymentsAffected', value: true },
            { name: 'TriedSteps', value: '["Restarted it","Pulled the plug"]' },
            { name: 'Bracket', value: '[sic' },
            { name: 'Nothing', value: null },
          ],
        }),
      ),
    );
    expect(shown).toContain('{"title":"PaymentsAffected","value":"Yes"}');
    expect(shown).toContain('"value":"Restarted it, Pulled the plug"');
    expect(shown).toMatch(/"title":"Bracket","value":"[^"]*sic"/);
    expect(shown).toContain('{"title":"Nothing","value":"–"}');
  });

  test('cuts a hundred variables and counts the rest', () => {
    const variables = Array.from({ length: 100 }, (_, i) => ({ name: `v${i}`, value: i }));
    expect(words(render('escalation', escalation({ variables })))).toContain('and 90 more in the chat');
  });

  test('leaves ids that only machines read to the chat', () => {
    const variables = [
      { name: 'Environment of the agent', value: 'Default-c7e9a1b3-4d5f-4061-9283-a4b5c6d7e8f9' },
      { name: 'Agent (schema name)', value: 'contoso_hrAgent' },
      { name: 'OrderId', value: '4711' },
    ];
    const shown = JSON.stringify(render('escalation', escalation({ variables })));
    expect(shown).toContain('{"title":"OrderId","value":"4711"}');
    expect(shown).not.toMatch(/c7e9a1b3|contoso_hrAgent/);
    expect(shown).toContain('and 2 more in the chat');
  });

  test("a customer's template expression stays words", () => {
    const phrase = '${customer.name} ${openUrl} ${$root}';
    const text = words(render('escalation', escalation({ lastPhrase: phrase, customerName: '${number}' })));
    expect(text).toContain('“$\\{customer.name\\} $\\{openUrl\\} $\\{$root\\}”');
    expect(text).toContain('$\\{number\\}');
  });

  test('stays small whatever a bot hands over', () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '"',
        '\\',
        '*',
        '<at>x</at>',
        '\u202e',
        '👩‍👩‍👧‍👦',
        'e\u0301\u0301\u0301',
        '\n- 1. x',
        '${a}',
        '&#35;',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const words = (most: number) =>
      fc
        .tuple(fc.array(nasty, { maxLength: 12 }), fc.nat(most))
        .map(([parts, n]) => (parts.join('') || '"').repeat(n + 1).slice(0, most));
    const anything = fc.record({
      status: fc.constantFrom(...EscalationStatus.options),
      customerName: words(300),
      connectionName: words(300),
      queueName: words(300),
      topic: words(3_000),
      lastPhrase: words(9_000),
      agentMessage: words(9_000),
      outcome: words(3_000),
      unreachable: words(3_000),
      assigneeName: words(300),
      variables: fc.array(fc.record({ name: words(500), value: words(5_000) }), { maxLength: 100 }),
      transcript: fc.array(fc.record({ author: words(300), text: words(9_000) }), { maxLength: 20 }),
    });
    fc.assert(
      fc.property(anything, (parts) => {
        const card = render('escalation', inState(parts.status, { ...parts, transcriptLength: 500 }));
        expect(bytesOf(card)).toBeLessThan(28 * 1024);
        expect(JSON.stringify(card)).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 60 },
    );
  });

  test('its smallest size fits even if every character costs the most', () => {
    const worst = '\\'.repeat(20_000);
    const everywhere = {
      customerName: worst,
      connectionName: worst,
      queueName: worst,
      topic: worst,
      lastPhrase: worst,
      agentMessage: '\\\n'.repeat(10_000),
      outcome: worst,
      unreachable: worst,
      assigneeName: worst,
      because: worst,
      requiredSkill: worst,
      variables: Array.from({ length: 100 }, () => ({ name: worst, value: worst })),
      transcript: Array.from({ length: 500 }, () => ({ author: worst, text: worst })),
      transcriptLength: 500,
      tab: { ...escalation().tab, webUrl: `https://desk.example.com/${'x'.repeat(1_700)}` },
    };
    for (const status of EscalationStatus.options) {
      expect(bytesOf(render('escalation', inState(status, everywhere)))).toBeLessThan(28 * 1024);
    }
    expect(SIZES.at(-1)?.lines).toBe(0);
  });

  test('its summary is plain words for a notification', () => {
    expect(escalationSummary(escalation())).toBe('#1042 waiting · Robin Ortiz: Point of sale is down');
  });
});

describe('the deep link', () => {
  const { tab } = escalation();

  test('opens the tab on the escalation', () => {
    const url = new URL(deepLink(tab, { id: 'e-1', number: 7 }));
    expect(url.origin).toBe('https://teams.microsoft.com');
    expect(url.pathname).toBe(`/l/entity/${tab.teamsAppId}/work`);
    expect(JSON.parse(url.searchParams.get('context') ?? '')).toEqual({ subEntityId: 'e-1' });
    expect(url.searchParams.get('label')).toBe('#7');
    expect(url.searchParams.get('tenantId')).toBe('tenant');
    expect(url.searchParams.get('webUrl')).toBe(tab.webUrl);
  });

  test('drops what only decorates it when it grows too long', () => {
    const link = deepLink({ ...tab, webUrl: `https://desk.example.com/${'ä'.repeat(900)}` }, { id: 'e-1', number: 7 });
    expect(link.length).toBeLessThan(1_900);
    expect(new URL(link).searchParams.get('context')).toContain('e-1');
  });
});

describe('escaping', () => {
  test.each([
    ['[click](https://evil.example)', '\\[click\\]\\(https://evil.example\\)'],
    ['**bold** _it_ ~no~ `x` # h', '\\*\\*bold\\*\\* \\_it\\_ \\~no\\~ \\`x\\` \\# h'],
    ['<at>Adele</at>', '\\<at\\>Adele\\</at\\>'],
    ['a & b &lt; c', 'a \\& b \\&lt; c'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['one\r\ntwo\u2028three\tfour', 'one two three four'],
    ['\u0000\u001b[31mred\u0007', '\\[31mred'],
    ['safe\u202etxt.exe\u2066x\u2069', 'safetxt.exex'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['lone \ud800 half', 'lone half'],
    ['👩‍👩‍👧‍👦 مرحبا', '👩‍👩‍👧‍👦 مرحبا'],
    ['back\\slash\\', 'back\\\\slash\\\\'],
  ])('%j is shown as %j', (text, shown) => {
    expect(oneLine(text, 200)).toBe(shown);
  });

  test('keeps paragraphs where they are allowed', () => {
    expect(paragraphs('one\n\n\n    two\n- three', 200)).toBe('one\n\ntwo\n\n\\- three');
  });

  test('Markdown reads back exactly what was written', () => {
    const markdown = new MarkdownIt({ html: true });
    const plain = fc.string({ unit: fc.constantFrom(...'ab1.-+=*_~`[](){}#<>&|!\\/:"; \n'), maxLength: 40 });
    fc.assert(
      fc.property(plain, (text) => {
        const tokens = markdown.parse(oneLine(text, 400), {}).flatMap((t) => t.children ?? []);
        const types = new Set(tokens.map((t) => t.type));
        types.delete('text');
        types.delete('text_special');
        expect([...types]).toEqual([]);
        expect(tokens.map((t) => t.content).join('')).toBe(text.replace(/\s+/g, ' ').trim());
      }),
    );
  });

  test.each([
    ['short', 10, 'short'],
    ['a longer text', 8, 'a longe…'],
    ['ab👩‍👩‍👧‍👦cd', 8, 'ab…'],
    [`e${'\u0301'.repeat(500)}`, 10, '…'],
  ])('%j cut to %d is %j', (text, most, cut) => {
    expect(clip(text, most)).toBe(cut);
  });
});

describe('times', () => {
  const at = (iso: string) => new Date(iso);
  test.each([
    ['2026-11-23T14:29:30Z', 'a moment'],
    ['2026-11-23T14:31:00Z', 'a moment'],
    ['2026-11-23T14:26:00Z', '4 min'],
    ['2026-11-23T12:25:00Z', '2 h 5 min'],
    ['2026-11-23T12:30:00Z', '2 h'],
    ['2026-11-20T14:30:00Z', '3 days'],
  ])('since %s: %s', (from, text) => {
    expect(lasted(at(from), now)).toBe(text);
  });

  test.each([
    ['2026-11-23T04:05:00.123Z', '{{TIME(2026-11-23T04:05:00Z)}}'],
    ['2026-11-22T14:26:00Z', '{{DATE(2026-11-22T14:26:00Z, SHORT)}}, {{TIME(2026-11-22T14:26:00Z)}}'],
  ])('%s is %s', (time, text) => {
    expect(clock(at(time), now)).toBe(text);
  });
});

describe('a card in a channel the escalation has left', () => {
  const shown = (status: EscalationStatus, mayLook: boolean) =>
    JSON.stringify(render('escalation', inState(status, { left: { mayLook }, queueName: 'VIP' })));

  it.each(['waiting', 'claimed', 'resolved', 'abandoned'] as const)(
    'says where it went, and offers a team that may not see it nothing, when it is %s',
    (status) => {
      const text = shown(status, false);
      expect(text).toContain('Moved to VIP');
      expect(text).not.toMatch(/Action\.|Restarted the till|Our point of sale/);
    },
  );

  it('is opened by a team that may see it, and no more', () => {
    const text = shown('waiting', true);
    expect(text.match(/"type":"Action\.\w+"/g)).toEqual(['"type":"Action.OpenUrl"']);
  });
});
