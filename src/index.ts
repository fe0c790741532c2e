/** The process: settings in, the desk up, the desk down on SIGTERM or SIGINT. */
import { createApp } from './app';
import { type Config, readConfig } from './config/config';
import { reasonOf } from './base/errors';
import { createLog, type Log } from './base/log';
import type { SettingProblem } from './base/settings';
import { localSecretsKey } from './store/secretsKey';

/** EX_CONFIG of sysexits.h. */
const BAD_SETTINGS = 78;
const STOP_WITHIN_MS = 10_000;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function sayProblems(problems: SettingProblem[]): void {
  say('Handoff Desk cannot start with these settings:');
  for (const { name, problem, remedy } of problems) say(`  ${name} ${problem}.\n    ${remedy}`);
}

async function run(config: Config, warnings: string[], log: Log): Promise<void> {
  for (const warning of warnings) {
    if (config.mode === 'sandbox') say(`Careful: ${warning}`);
    log.warn('desk.risky_setting', { warning });
  }
  process.on('unhandledRejection', (error) => log.error('desk.unhandled_rejection', { err: error }));

  const app = createApp(config, { log });
  let stopping: Promise<void> | null = null;
  const stop = (code: number): void => {
    // A second signal means now.
    if (stopping) process.exit(code || 1);
    setTimeout(() => {
      log.error('desk.stop_timed_out', { withinMs: STOP_WITHIN_MS });
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stopping = app.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error('desk.stop_failed', { err: error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop(0));
  process.on('SIGINT', () => stop(0));
  process.on('uncaughtException', (error) => {
    log.fatal('desk.uncaught_exception', { err: error });
    if (!stopping) stop(1);
  });

  try {
    await app.start();
  } catch (error) {
    if (stopping) return;
    say(`Handoff Desk could not start: ${startReason(error, config)}`);
    log.debug('desk.start_failed', { err: error });
    stop(1);
    return;
  }
  if (stopping) return;
  if (config.mode === 'sandbox') process.stdout.write(`Handoff Desk is ready: ${app.url}\n`);
  else log.info('desk.ready', { url: app.url });
}

function startReason(error: unknown, config: Config): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return `port ${config.port} is in use. Stop the other program or set PORT.`;
  if (code === 'EACCES') return `${reasonOf(error)}. Choose another PORT or DATA_DIR.`;
  return reasonOf(error);
}

async function main(): Promise<void> {
  try {
    const read = readConfig(process.env, localSecretsKey);
    if (!read.ok) {
      sayProblems(read.problems);
      process.exitCode = BAD_SETTINGS;
      return;
    }
    await run(read.config, read.warnings, createLog(read.config.logLevel));
  } catch (error) {
    say(`Handoff Desk could not start: ${reasonOf(error)}`);
    process.exit(1);
  }
}

void main();
