/** `npm run package`: writes the desk's Teams app package, or with `--connection <name>` that of a connection's bot. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packConnection } from './package/connectionPackage';
import { reasonOf } from './base/errors';
import { createLog } from './base/log';
import { type Environment, type SettingProblem, Settings } from './base/settings';
import { botsNamed } from './store/botRegistrations';
import { startBundled } from './store/postgres/bundled';
import { Db } from './store/postgres/db';
import { checkPackage, type Complaint, readFiles, type Values, zip } from './package/teamsPackage';

const BAD_SETTINGS = 78;
const TARGET = join(__dirname, '..', 'dist');
const UPLOAD = 'Upload it in Teams: Apps → Manage your apps → Upload an app.';

type Say = (line: string) => void;

export function readValues(env: Environment): { ok: true; values: Values } | { ok: false; problems: SettingProblem[] } {
  const s = new Settings(env);
  const publicUrl = readPublicUrl(s);
  const values = {
    TEAMS_APP_ID: s.guid('TEAMS_APP_ID', null, 'Give the id of your Teams app; any new GUID will do for a first one.'),
    BOT_ID: s.guid('BOT_ID', null, 'Give the Microsoft App ID of your Azure Bot.'),
    AAD_APP_CLIENT_ID: s.guid('AAD_APP_CLIENT_ID', null, 'Give the Application (client) ID the tab signs in to.'),
    PUBLIC_URL: publicUrl,
    PUBLIC_HOST: URL.canParse(publicUrl) ? new URL(publicUrl).host : '',
  };
  return s.problems.length > 0 ? { ok: false, problems: s.problems } : { ok: true, values };
}

function readPublicUrl(s: Settings): string {
  const remedy = 'Give the https address Teams reaches this server at, like https://desk.example.com.';
  const url = s.url('PUBLIC_URL', null, remedy);
  if (!URL.canParse(url)) return '';
  const { protocol, origin } = new URL(url);
  if (protocol !== 'https:') s.wrong('PUBLIC_URL', `is not https: "${url}"`, remedy);
  return origin;
}

/** @returns the exit code: 0, 1 for an invalid package, 78 for missing settings */
export async function packageApp(
  env: Environment,
  say: Say,
  target = join(TARGET, 'handoff-desk.zip'),
): Promise<number> {
  const read = readValues(env);
  if (!read.ok) return sayProblems(read.problems, say);
  const files = readFiles(read.values);
  const complaints = await checkPackage(files);
  if (complaints.length > 0) return sayComplaints(complaints, say);
  return write(target, zip(files), say);
}

/** @param wanted the connection's name, or an app ID of it */
export async function packageConnection(env: Environment, wanted: string, say: Say, folder = TARGET): Promise<number> {
  const s = new Settings(env);
  const publicUrl = readPublicUrl(s);
  if (s.problems.length > 0) return sayProblems(s.problems, say);
  const found = await withDatabase(s, (db) => botsNamed(db.q, wanted));
  const [bot] = found;
  if (!bot || found.length > 1) {
    say(
      bot
        ? `Several connections are called "${wanted}". Give the app ID of the bot: ${found.map((one) => one.appId).join(', ')}.`
        : `No connection called "${wanted}" brings a Teams bot of its own. Without one it is in the package of the desk: npm run package.`,
    );
    return 1;
  }
  const packed = await packConnection({ botAppId: bot.appId, name: bot.name, publicUrl });
  if (!packed.ok) return sayComplaints(packed.complaints, say);
  return write(join(folder, packed.name), packed.bytes, say);
}

async function withDatabase<T>(s: Settings, work: (db: Db) => Promise<T>): Promise<T> {
  // Past a pooler, which would want to know more.
  const given = s.text('DATABASE_DIRECT_URL') ?? s.text('DATABASE_URL');
  const dataDir = s.text('DATA_DIR') ?? '.data';
  const bundled = given === null ? await startBundled({ dataDir, log: createLog('error') }) : null;
  const db = new Db(given ?? bundled?.url ?? '');
  try {
    return await work(db);
  } finally {
    await db.close();
    await bundled?.stop();
  }
}

function write(target: string, bytes: Uint8Array, say: Say): number {
  mkdirSync(join(target, '..'), { recursive: true });
  writeFileSync(target, bytes);
  say(`Wrote ${target}. ${UPLOAD}`);
  return 0;
}

function sayProblems(problems: SettingProblem[], say: Say): number {
  say('The Teams app package needs these settings:');
  for (const { name, problem, remedy } of problems) say(`  ${name} ${problem}.\n    ${remedy}`);
  return BAD_SETTINGS;
}

function sayComplaints(complaints: Complaint[], say: Say): number {
  say('Teams would refuse this package:');
  for (const { problem, remedy } of complaints) say(`  ${problem}\n    ${remedy}`);
  return 1;
}

async function main(): Promise<number> {
  const say: Say = (line) => void process.stderr.write(`${line}\n`);
  const { values } = parseArgs({ options: { connection: { type: 'string' } } });
  return values.connection === undefined
    ? packageApp(process.env, say)
    : packageConnection(process.env, values.connection, say);
}

if (require.main === module) {
  main().then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      process.stderr.write(`The package could not be made: ${reasonOf(error)}\n`);
      process.exitCode = 1;
    },
  );
}
