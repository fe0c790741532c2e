/**
 * `npm test`: the whole check. The build and a browser first, then every test, and beside them types, lint and format.
 * With arguments they go to jest, and nothing else is done: `npm test -- test/unit/config.test.ts`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { bin, root, runChecks, say, timed } from './checks.mjs';

const resultFile = join(root, '.test-artifacts/jest.json');
const args = process.argv.slice(2);
const { tests, failed } = args.length > 0 ? { tests: await runJest(args), failed: [] } : await everything();

for (const name of failed) say(`FAILED: ${name}`);
console.log(`${tests.passed} passed, ${tests.failed + failed.length} failed`);
process.exitCode = tests.failed + failed.length > 0 ? 1 : 0;

async function everything() {
  if (!(await timed('build', ['.config/build.mjs']))) return { tests: { passed: 0, failed: 0 }, failed: ['build'] };
  if (!ensureBrowser()) return { tests: { passed: 0, failed: 0 }, failed: ['browser'] };
  // Tests wait a good part of their time; the checks take it, one after the other.
  const [tests, failed] = await Promise.all([runJest([]), runChecks({ fresh: true, atOnce: 1 })]);
  return { tests, failed };
}

async function runJest(options) {
  mkdirSync(join(root, '.test-artifacts'), { recursive: true });
  rmSync(resultFile, { force: true });
  // Another run on the same sources has its own until it ends.
  const ownFile = `${resultFile}.${process.pid}`;
  const jest = [bin('jest/bin/jest.js'), '--config', '.config/jest.config.js', '--json', '--outputFile', ownFile];
  // Paths of files are meant as they are; to jest they are patterns.
  const paths = options.filter((option) => option.includes('/'));
  if (paths.length > 0 && paths.every((path) => /\.test\.tsx?$/.test(path) && existsSync(join(root, path)))) {
    jest.push('--runTestsByPath');
  }
  const child = spawn(process.execPath, [...jest, ...options], { cwd: root, stdio: ['ignore', 2, 2] });
  const code = await new Promise((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
  if (!existsSync(ownFile)) return { passed: 0, failed: 1 };
  renameSync(ownFile, resultFile);
  const result = JSON.parse(readFileSync(resultFile, 'utf8'));
  const skipped = result.testResults.flatMap((suite) =>
    suite.assertionResults.filter((test) => test.status === 'pending'),
  );
  const isNamed = options.some((option) => /^(-t|--testNamePattern)/.test(option));
  if (isNamed) console.log(`${skipped.length} left out by name`);
  else for (const { fullName } of skipped) console.log(`skipped, for what this machine lacks: ${fullName}`);
  const broken = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed: result.numPassedTests, failed: broken === 0 && code !== 0 ? 1 : broken };
}
