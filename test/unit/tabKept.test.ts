import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TabFile, unmarked } from '../support/kept';
import { sourcesIn } from '../support/source';

const ROOT = join(__dirname, '../..');
const tab = (): TabFile[] =>
  sourcesIn('tab').map(({ path }) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

test('whatever stays in view while the next answer is on its way is marked as such', () => {
  expect(unmarked(tab())).toEqual([]);
});

test('there is something to mark', () => {
  const bare = tab().map(({ path, text }) => ({ path, text: text.replaceAll('<Busy', '<div') }));
  const names = unmarked(bare).map((complaint) => complaint.split(':')[0]);
  expect(names).toEqual(
    expect.arrayContaining([
      'tab/now/overTime/OverTime.tsx',
      'tab/now/overTime/BotFigures.tsx',
      'tab/now/failures/Failures.tsx',
      'tab/settings/audit/AuditLog.tsx',
    ]),
  );
});

test.each([
  ['an answer kept by itself', `export const useX = () => useQuery({ placeholderData: keepPreviousData });`, 'useKept'],
  ['one shown unmarked', `export function Shown() { const { data } = useKept(q); return <p>{data}</p>; }`, '<Busy'],
  ['one that a hook hands on', `const useX = () => useKept(q);\nconst Shown = () => <p>{useX().data}</p>;`, '<Busy'],
])('%s is complained of', (_, text, words) => {
  expect(unmarked([{ path: 'tab/now/X.tsx', text }])).toEqual([expect.stringContaining(words)]);
});
