import { arrowsIn } from './support/arrows';
import { complaints, type Facts } from './support/layout';
import { readSource, sourcesIn, writersOf } from './support/source';

const facts: Facts = { escalationWriters: writersOf('src/store', 'escalation') };
const complaintsOf = (path: string, text: string) => complaints(readSource(path, text), facts);

test.each(['src', 'tab'])('%s/ follows the layout', (folder) => {
  const found = sourcesIn(folder).flatMap((source) => complaints(source, facts));
  if (found.length > 0) throw new Error(`\n${found.join('\n')}`);
});

test.each(['src', 'tab'])('no two folders of %s/ import each other, at any depth', (folder) => {
  const { pairs, knots } = arrowsIn(folder);
  expect({ pairs, knots }).toEqual({ pairs: [], knots: [] });
});

test('what changes the escalation table is known from its SQL', () => {
  expect(facts.escalationWriters).toContain('src/store/escalation/escalations#applyChange');
  expect(facts.escalationWriters).toContain('src/store/escalation/timers#customerSpoke');
  expect(facts.escalationWriters).not.toContain('src/store/escalation/escalations#findEscalation');
});

describe('the layout refuses', () => {
  test.each([
    // Edges.
    ['an edge that imports another', 'src/teams/x.ts', `import { a } from '../api/router';`, 'never import each other'],
    ['even its types', 'src/api/x.ts', `import type { A } from '../teams/inbound/bot';`, 'never import each other'],
    [
      'the API that uses a reader of handoffs',
      'src/api/x.ts',
      `import { a } from '../intake/handoff/handoff';`,
      'never',
    ],
    [
      'an intake that uses a presenter',
      'src/intake/rest/x.ts',
      `import { a } from '../../api/present';`,
      'never import',
    ],
    ['Teams that changes the registry', 'src/teams/x.ts', `import { a } from '../connection/registry';`, 'nobody else'],
    ['HTTP in a use case', 'src/escalation/x.ts', `import express from 'express';`, 'HTTP lives in the edges'],
    // Order.
    ['a use case that knows an edge', 'src/escalation/x.ts', `import { a } from '../teams/teams';`, 'stands below'],
    ['an escalation that knows arrivals', 'src/escalation/x.ts', `import { a } from '../arrival/inbox';`, 'below'],
    ['a store that knows a use case', 'src/store/x.ts', `import { a } from '../escalation/queues';`, 'stands below'],
    ['a store that knows a presenter', 'src/store/x.ts', `import { a } from '../api/present';`, 'stands below'],
    ['a rule that knows the store', 'src/domain/x.ts', `import type { A } from '../store/queues';`, 'stands below'],
    ['a card that reads the store', 'src/cards/x.ts', `import { a } from '../store/queues';`, 'stands below'],
    ['an arrow to the root', 'src/api/x.ts', `import type { A } from '../app';`, 'arrows point inwards'],
    ['a folder nobody knows', 'src/conversation/x.ts', '', 'a folder nobody knows'],
    ['an arrow to one', 'src/escalation/x.ts', `import { a } from '../conversation/inbox';`, 'a folder nobody knows'],
    // The store.
    ['a store that decides', 'src/store/x.ts', `import { decide } from '../domain/transitions';`, 'decides nothing'],
    ['a store that parses', 'src/store/x.ts', `import { Queue } from '../contract/queues';`, 'decides nothing'],
    // Purity.
    ['a pure file with a clock', 'src/cards/x.ts', 'const now = new Date();', 'no clock'],
    ['another clock', 'src/domain/x.ts', 'export const now = () => Date.now();', 'no clock'],
    ['a clock where the file says Pure', 'src/teams/x.ts', '/** Faults. Pure. */\nDate.now();', 'no clock'],
    [
      'a file system in a pure file',
      'src/domain/x.ts',
      `import { a } from 'node:fs';`,
      'computes with what it is given',
    ],
    ['Express in a pure file', 'src/domain/x.ts', `import express from 'express';`, 'HTTP lives in the edges'],
    // Escalations and the outbox.
    [
      'a route that enqueues',
      'src/api/x.ts',
      `import { enqueue } from '../store/outbox/outbox';`,
      'only use cases put something into the outbox',
    ],
    [
      'a route that applies a change',
      'src/api/x.ts',
      'await services.escalations.apply(tx, c, e, change);',
      'applied in',
    ],
    ['a route that makes one up', 'src/api/x.ts', 'await escalations.change(id, tenant, command);', 'applied in'],
    [
      'an arrival that writes an escalation',
      'src/arrival/x.ts',
      `import { applyChange } from '../store/escalation/escalations';`,
      'only src/escalation/ may',
    ],
    [
      'a sender that stops a clock',
      'src/teams/x.ts',
      `import { ownerSpoke } from '../store/escalation/timers';`,
      'only src/escalation/ may',
    ],
    [
      'an arrival that answers by itself',
      'src/teams/inbound/x.ts',
      `await connector.conversations.sendToConversation(id, activity);`,
      'a row of the outbox first',
    ],
    ['a use case that speaks through a turn', 'src/teams/bots/x.ts', `await context.sendActivity('hi');`, 'outbox'],
    // One home per side effect.
    ['the Bot Framework outside teams', 'src/api/x.ts', `import { a } from 'botbuilder';`, 'only src/teams/'],
    ['or by require', 'src/intake/x.ts', `const a = require('@microsoft/teams-ai');`, 'only src/teams/'],
    ['SQL outside the store', 'src/escalation/x.ts', `import { sql } from 'kysely';`, 'SQL lives in'],
    ['a query outside the store', 'src/api/x.ts', `db.q.selectFrom('escalation');`, 'SQL lives in'],
    ['the environment', 'src/base/log.ts', 'const level = process.env.LOG_LEVEL;', 'environment and signals'],
    ['a signal', 'src/app.ts', `process.on('SIGTERM', stop);`, 'environment and signals'],
    [
      'the sandbox in a server',
      'src/api/x.ts',
      `import { a } from '../sandbox/state/state';`,
      'never import each other',
    ],
    ['the sandbox loaded always', 'src/app.ts', `import { createSandbox } from './sandbox/index';`, 'nothing of the'],
    ['the sandbox in the settings', 'src/config/config.ts', `import { a } from '../sandbox/state/state';`, 'below'],
    // The tab.
    ['a value in the tab', 'tab/desk/x.ts', `import { escalation } from '../../src/contract/api';`, 'import type'],
    ['a type from elsewhere', 'tab/desk/x.ts', `import type { A } from '../../src/base/errors';`, 'only from the'],
    ['a feature that uses another', 'tab/work/x.ts', `import { a } from '../conversation/Conversation';`, 'each other'],
    ['a verb that uses a feature', 'tab/verbs/x.ts', `import { a } from '../work/Work';`, 'stands below'],
    ['a part that uses a verb', 'tab/parts/x.ts', `import { a } from '../verbs/dialogs';`, 'stands below'],
    ['the desk of the tab that uses a part', 'tab/desk/x.ts', `import { a } from '../parts/agents';`, 'stands below'],
    ['words that ask the desk', 'tab/words/x.ts', `import { a } from '../desk/api';`, 'stands below'],
    ['words with a component in them', 'tab/words/x.ts', `import { a } from '@fluentui/react-components';`, 'plain'],
    ['a feature nobody knows', 'tab/reports/x.ts', '', 'a folder nobody knows'],
    ['teams-js anywhere', 'tab/work/x.tsx', `import { app } from '@microsoft/teams-js';`, 'tab/desk/teams.ts'],
    ['fetch anywhere', 'tab/work/x.tsx', `void fetch('/api/me');`, 'tab/desk/api.ts'],
    ['the server in a page', 'src/sandbox/page/x.ts', `import { a } from '../state/state';`, 'by its contract only'],
    ['a long file', 'src/api/x.ts', '\n'.repeat(301), 'Divide it'],
  ])('%s', (_, path, text, words) => {
    expect(complaintsOf(path, text)).toEqual([expect.stringContaining(words)]);
  });
});

describe('the layout takes', () => {
  test.each([
    ['an edge that uses the store', 'src/api/x.ts', `import { a } from '../store/queues';`],
    ['a use case that uses the store', 'src/escalation/x.ts', `import { a } from '../store/postgres/db';`],
    ['an escalation that writes itself', 'src/escalation/x.ts', `import { setDue } from '../store/escalation/timers';`],
    ['an arrival that enqueues', 'src/arrival/x.ts', `import { enqueue } from '../store/outbox/outbox';`],
    ['a store that names a status', 'src/store/x.ts', `import type { A } from '../domain/transitions';`],
    ['the sandbox loaded on demand', 'src/app.ts', `const a = import('./sandbox/index.js');`],
    ['types of the contract in the tab', 'tab/work/x.ts', `import type { Me } from '../../src/contract/api';`],
    ['a part used by a feature', 'tab/work/x.ts', `import { a } from '../parts/agents';`],
    ['words said in a feature', 'tab/work/x.ts', `import { a } from '../words/work';`],
    ['a sender that sends', 'src/teams/senders/x.ts', `await conversations.updateActivity(id, a, b);`],
    ['a date that is given', 'src/cards/x.ts', 'const at = new Date(openedAt);'],
    ['a word in a comment', 'src/cards/x.ts', '// Date.now() and process.env are for others\n'],
  ])('%s', (_, path, text) => {
    expect(complaintsOf(path, text)).toEqual([]);
  });
});

test('a complaint names file, line and the move to make', () => {
  expect(complaintsOf('src/api/x.ts', `\nimport { sql } from 'kysely';`)).toEqual([
    'src/api/x.ts:2 imports kysely: SQL lives in src/store/. Write a function there, in the file of its noun.',
  ]);
});
