import { complaints } from './support/layout';
import { readSource, sourcesIn } from './support/source';

test.each(['src', 'tab'])('%s/ follows the layout', (folder) => {
  const found = sourcesIn(folder).flatMap(complaints);
  if (found.length > 0) throw new Error(`\n${found.join('\n')}`);
});

describe('the layout', () => {
  test.each([
    [
      'an edge that imports another',
      'src/teams/x.ts',
      `import { a } from '../api/router';`,
      'edges never import each other',
    ],
    ['even its types', 'src/api/x.ts', `import type { A } from '../teams/bot';`, 'edges never import each other'],
    ['a use case that knows an edge', 'src/escalation/x.ts', `import { a } from '../teams/bot';`, 'knows no edge'],
    [
      'a store that knows a use case',
      'src/store/x.ts',
      `import { a } from '../escalation/escalations';`,
      'knows nobody above',
    ],
    ['an arrow to the root', 'src/api/x.ts', `import type { A } from '../app';`, 'arrows point inwards'],
    ['a pure file with SQL', 'src/escalation/routing.ts', `import { a } from '../store/queues';`, 'pure'],
    ['a pure file with a clock', 'src/cards/x.ts', 'const now = new Date();', 'no clock'],
    ['another clock', 'src/escalation/transitions.ts', 'export const now = () => Date.now();', 'no clock'],
    ['Express in a pure file', 'src/auth/policy.ts', `import express from 'express';`, 'HTTP lives in the edges'],
    ['the Bot Framework outside teams', 'src/api/x.ts', `import { a } from 'botbuilder';`, 'only src/teams/'],
    [
      'the Bot Framework by the back door',
      'src/intake/x.ts',
      `const a = require('@microsoft/teams-ai');`,
      'only src/teams/',
    ],
    ['SQL outside the store', 'src/escalation/x.ts', `import { sql } from 'kysely';`, 'SQL lives in'],
    ['a query outside the store', 'src/api/x.ts', `db.q.selectFrom('escalation');`, 'SQL lives in'],
    ['the environment', 'src/log.ts', 'const level = process.env.LOG_LEVEL;', 'environment and signals'],
    ['a signal', 'src/app.ts', `process.on('SIGTERM', stop);`, 'environment and signals'],
    [
      'the sandbox in a server',
      'src/api/x.ts',
      `import { SANDBOX } from '../sandbox/world';`,
      'nothing of the sandbox',
    ],
    [
      'the sandbox loaded always',
      'src/app.ts',
      `import { createSandbox } from './sandbox/index';`,
      'nothing of the sandbox',
    ],
    [
      'more of the sandbox than its constants',
      'src/config.ts',
      `import { a } from './sandbox/state';`,
      'nothing of the sandbox',
    ],
    ['a value in the tab', 'tab/x.ts', `import { escalation } from '../src/api/contract';`, 'import type'],
    [
      'a type from elsewhere in the tab',
      'tab/x.ts',
      `import type { A } from '../src/errors';`,
      'only from the contract',
    ],
    ['teams-js anywhere', 'tab/x.tsx', `import { app } from '@microsoft/teams-js';`, 'tab/desk/teams.ts'],
    ['fetch anywhere', 'tab/x.tsx', `void fetch('/api/me');`, 'tab/desk/api.ts'],
    ['the server in a page', 'src/sandbox/page/x.ts', `import { a } from '../state';`, 'by its contract only'],
    ['a long file', 'src/api/x.ts', '\n'.repeat(301), 'Divide it'],
  ])('refuses %s', (_, path, text, words) => {
    expect(complaints(readSource(path, text))).toEqual([expect.stringContaining(words)]);
  });

  test.each([
    ['an edge that uses the store', 'src/api/x.ts', `import { a } from '../store/queues';`],
    ['a use case that uses the store', 'src/escalation/x.ts', `import { a } from '../store/db';`],
    ['a type of the store in a pure file', 'src/api/present.ts', `import type { Row } from '../store/queues';`],
    ['the sandbox loaded on demand', 'src/app.ts', `const a = import('./sandbox/index.js');`],
    ['types of the contract in the tab', 'tab/x.ts', `import type { Me } from '../src/api/contract';`],
    ['a date that is given', 'src/cards/x.ts', 'const at = new Date(openedAt);'],
    ['a word in a comment', 'src/cards/x.ts', '// Date.now() and process.env are for others\n'],
  ])('takes %s', (_, path, text) => {
    expect(complaints(readSource(path, text))).toEqual([]);
  });

  test('a complaint names file, line and the move to make', () => {
    const source = readSource('src/api/x.ts', `\nimport { sql } from 'kysely';`);
    expect(complaints(source)).toEqual([
      'src/api/x.ts:2 imports kysely: SQL lives in src/store/. Write a function there, in the file of its noun.',
    ]);
  });
});
