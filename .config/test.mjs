/**
 * `npm test`: types, lint, format, build and a browser, then every test.
 * Arguments go to jest: `npm test -- test/unit/config.test.ts`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const resultFile = join(root, '.test-artifacts/jest.json');
const bin = (path) => join(root, 'node_modules', path);
const tsc = (project) => [bin('typescript/bin/tsc'), '--noEmit', '-p', project];

/** The longest first; two at a time keep two cores busy. */
const steps = [
  ['lint', [bin('eslint/bin/eslint.js'), '--config', '.config/eslint.config.mjs', '--max-warnings', '0', '.']],
  ['build', [join(root, '.config/build.mjs')]],
  ['types of the tests and the server', tsc('test/tsconfig.json')],
  ['types of the tab and the sandbox page', tsc('tab/tsconfig.json')],
  ['types of the server alone', tsc('tsconfig.json')],
  ['format', [bin('prettier/bin/prettier.cjs'), '--log-level', 'warn', '--check', '.']],
];

const failed = [];
const queue = [...steps];
await Promise.all([work(), work()]);

if (needsBrowser() && !haveBrowser()) failed.push('browser');
const tests = failed.includes('build') || failed.includes('browser') ? { passed: 0, failed: 0 } : await runJest();

for (const name of failed) say(`FAILED: ${name}`);
console.log(`${tests.passed} passed, ${tests.failed + failed.length} failed`);
process.exitCode = tests.failed + failed.length > 0 ? 1 : 0;

async function work() {
  for (let step = queue.shift(); step; step = queue.shift()) {
    const [name, command] = step;
    const began = Date.now();
    const { code, output } = await run(command);
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    if (code !== 0) {
      failed.push(name);
      say(output);
    }
  }
}

async function runJest() {
  mkdirSync(join(root, '.test-artifacts'), { recursive: true });
  rmSync(resultFile, { force: true });
  const jest = [bin('jest/bin/jest.js'), '--config', '.config/jest.config.js', '--json', '--outputFile', resultFile];
  const child = spawn(process.execPath, [...jest, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  const code = await new Promise((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
  if (!existsSync(resultFile)) return { passed: 0, failed: 1 };
  const result = JSON.parse(readFileSync(resultFile, 'utf8'));
  const skipped = result.testResults.flatMap((suite) =>
    suite.assertionResults.filter((test) => test.status === 'pending'),
  );
  for (const { fullName } of skipped) console.log(`skipped, for what this machine lacks: ${fullName}`);
  const broken = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed: result.numPassedTests, failed: broken === 0 && code !== 0 ? 1 : broken };
}

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The journeys use a real browser; a run of other tests alone does without. */
function needsBrowser() {
  const paths = args.filter((arg) => !arg.startsWith('-'));
  return paths.length === 0 || !paths.every((path) => /unit|integration|architecture/.test(path));
}

function haveBrowser() {
  if (findBrowser()) return true;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('Installing Chromium for the journeys …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...options) =>
      spawnSync('apt-get', options, { env, stdio: ['ignore', 2, 2], timeout: 600_000 }).status;
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
    if (findBrowser()) return true;
  }
  say('The journeys need a browser, and there is none. Install Chromium, Chrome or Edge, or set CHROMIUM_PATH to one.');
  return false;
}

/** The first that also runs: some systems have a placeholder of that name. */
function findBrowser() {
  const places = JSON.parse(readFileSync(join(root, 'test/support/browsers.json'), 'utf8'));
  return [process.env.CHROMIUM_PATH ?? '', ...places].find((path) => {
    if (path === '' || !existsSync(path)) return false;
    return process.platform !== 'linux' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
  });
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
