/** The least that sends proactively: botbuilder's continueConversationAsync, so many at once, nothing kept. */
import { createInterface } from 'node:readline';
import { CloudAdapter, type ConversationReference } from 'botbuilder';
import { authenticationOf } from './settings';

interface Options {
  serviceUrl: string;
  tenantId: string;
  appId: string;
  password: string;
  atOnce: number;
  chats: string[];
}

const options = JSON.parse(process.argv[2] ?? '{}') as Options;
const cloudUrl = options.serviceUrl.replace('/teams/', '');
const adapter = new CloudAdapter(authenticationOf({ ...options, cloudUrl }));

async function sendAll(count: number): Promise<number> {
  let next = 0;
  const began = performance.now();
  const one = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const reference = {
        channelId: 'msteams',
        serviceUrl: options.serviceUrl,
        bot: { id: `28:${options.appId}` },
        conversation: { id: options.chats[n % options.chats.length], tenantId: options.tenantId },
      } as Partial<ConversationReference>;
      await adapter.continueConversationAsync(options.appId, reference, async (context) => {
        await context.sendActivity(`Your parcel is on its way (${n}).`);
      });
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, one));
  return (performance.now() - began) / 1_000;
}

async function main(): Promise<void> {
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${await sendAll(Number(line))}\n`);
  }
}

void main();
