/** The loop of loop.ts as a process of its own. */
import { SANDBOX } from '../../../src/config/world';
import type { Contender } from '../support/benchmark';
import { costed } from '../support/cost';
import { startDialogue } from '../support/dialogue';
import type { Chat, World } from '../support/world';

/** Into these chats in turn, so many at once. */
export async function startReplyLoop(world: World, chats: readonly Chat[], atOnce: number) {
  const { tenantId, bot } = SANDBOX;
  const options = {
    serviceUrl: world.serviceUrl,
    tenantId,
    appId: bot.appId,
    password: bot.password,
    atOnce,
    chats: chats.map(({ customer }) => customer.chatId),
  };
  const loop = await startDialogue('baselines/loop.ts', [JSON.stringify(options)]);
  const contender = (units: number): Contender => ({
    name: 'continueConversationAsync',
    isBaseline: true,
    round: () => costed({ pids: [loop.pid] }, async () => ({ units, seconds: Number(await loop.ask(String(units))) })),
  });
  return { contender, stop: loop.stop };
}
