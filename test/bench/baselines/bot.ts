/**
 * Bots a desk is compared with, each a process: `bare` proves who calls and answers 200; `insert` also keeps the words,
 * durably; `echo` sends the words back through botbuilder, as its samples do.
 */
import '../../support/endsWithTest.cjs';
import type { AddressInfo } from 'node:net';
import { ActivityHandler, CloudAdapter } from 'botbuilder';
import express from 'express';
import { Pool } from 'pg';
import { type BotSettings, authenticationOf } from './settings';

export type Kind = 'bare' | 'insert' | 'echo';

const [kind = 'bare', settings = '{}', databaseUrl = ''] = process.argv.slice(2);
const adapter = new CloudAdapter(authenticationOf(JSON.parse(settings) as BotSettings));
const pool = kind === 'insert' ? new Pool({ connectionString: databaseUrl, max: 10 }) : null;
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  if (kind === 'echo') await context.sendActivity(context.activity.text);
  const { id, conversation, text } = context.activity;
  await pool?.query({
    name: 'keep',
    text: 'insert into kept (id, chat, text) values ($1, $2, $3)',
    values: [id, conversation.id, text],
  });
  await next();
});

async function main(): Promise<void> {
  await pool?.query('create table if not exists kept (id text primary key, chat text, text text)');
  const app = express();
  app.use(express.json());
  app.post('/api/messages', (req, res) => adapter.process(req, res, (context) => bot.run(context)));
  const server = app.listen(0, '127.0.0.1', () => {
    process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
  });
}

void main();
