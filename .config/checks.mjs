/**
 * What is checked without running anything, in one list. `npm test` runs all of it beside the tests; `npm run check`
 * runs it alone, and `npm run check -- types lint` those whose name begins so.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const bin = (path) => join(root, 'node_modules', path);
const cache = (name) => `node_modules/.cache/${name}`;

const tsc = (project) => [bin('typescript-7/bin/tsc'), '--noEmit', '-p', project];
const eslint = [bin('eslint/bin/eslint.js'), '--config', '.config/eslint.config.mjs', '--max-warnings', '0', '.'];
const oxlint = [bin('oxlint/bin/oxlint'), '--config', '.config/oxlint.json', '--ignore-pattern', '*.cjs'];
const prettier = [bin('prettier/bin/prettier.cjs'), '--log-level', 'warn', '--check', '.'];

/** The longest first. `fresh` stands in for `command` where the answer counts. */
const checks = [
  {
    name: 'lint',
    command: [...eslint, '--cache', '--cache-strategy', 'content', '--cache-location', cache('eslint/')],
    // Nothing is taken on trust where the answer counts.
    fresh: eslint,
  },
  { name: 'lint with types', command: [...oxlint, 'src', 'tab', 'test'] },
  { name: 'types of the tests and the server', command: tsc('test/tsconfig.json') },
  { name: 'types of the tab and the sandbox page', command: tsc('tab/tsconfig.json') },
  { name: 'types of the server alone', command: tsc('tsconfig.json') },
  {
    name: 'format',
    command: [...prettier, '--cache', '--cache-strategy', 'content', '--cache-location', cache('prettier/checked')],
  },
  { name: 'unused code', command: [bin('knip/bin/knip.js'), '--config', '.config/knip.jsonc', '--no-progress'] },
];

/** Runs them, so many at a time, and gives the names of those that failed. */
export async function runChecks({ names = [], fresh = false, atOnce = 2 } = {}) {
  const queue = checks.filter(({ name }) => names.length === 0 || names.some((word) => name.startsWith(word)));
  if (queue.length === 0)
    throw new Error(`There is no such check. There are: ${checks.map(({ name }) => name).join(', ')}`);
  const failed = [];
  const work = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const ok = await timed(check.name, (fresh && check.fresh) || check.command);
      if (!ok) failed.push(check.name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

/** Runs one program of Node, says how it went and how long it took, and whether all was well. */
export async function timed(name, command) {
  const began = Date.now();
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (code !== 0) say(output);
  return code === 0;
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const failed = await runChecks({ names: process.argv.slice(2) });
  process.exitCode = failed.length > 0 ? 1 : 0;
}
