/** A bot of bot.ts as a process of its own. */
import { SANDBOX } from '../../../src/config/world';
import type { Meters } from '../support/cost';
import { startDialogue } from '../support/dialogue';
import type { World } from '../support/world';
import type { Kind } from './bot';
import type { BotSettings } from './settings';

export async function startBot(kind: Kind, world: World) {
  const { appId, password } = SANDBOX.bot;
  const settings: BotSettings = { cloudUrl: world.cloudUrl, tenantId: SANDBOX.tenantId, appId, password };
  const { url: databaseUrl, db } = world.database;
  const { first, pid, stop } = await startDialogue('baselines/bot.ts', [kind, JSON.stringify(settings), databaseUrl]);
  const meters: Meters = { pids: [pid], ...(kind === 'insert' && { pool: db.pool }) };
  return { url: first, pid, meters, stop };
}
