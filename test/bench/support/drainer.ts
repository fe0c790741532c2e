/**
 * The desk's dispatcher in a process of its own, with the product's senders or with one that does nothing.
 * Each line on stdin drains the outbox once; what that took is answered.
 */
import { createInterface } from 'node:readline';
import { Db } from '../../../src/store/postgres/db';
import { buildOn, configOf, standIns } from '../../support/built';
import type { Sender } from '../../../src/delivery/sender';

export interface Drained {
  seconds: number;
  statements: number;
  commits: number;
}

const NOTHING: Sender<'customer'> = { kind: 'customer', send: () => Promise.resolve({ result: 'delivered' }) };

async function main(): Promise<void> {
  const [senders = '', env = '{}'] = process.argv.slice(2);
  const config = configOf(JSON.parse(env) as Record<string, string>);
  const db = new Db(config.databaseUrl ?? '');
  const own = senders === 'nothing' ? { senders: standIns(NOTHING) } : {};
  const { desk } = await buildOn({ url: db.url, db }, config, own);
  process.stdout.write('ready\n');
  for await (const _ of createInterface({ input: process.stdin })) {
    const { statements, commits } = db.work;
    const began = performance.now();
    desk.dispatcher.start();
    await desk.dispatcher.drain();
    const seconds = (performance.now() - began) / 1_000;
    await desk.dispatcher.stop();
    const drained: Drained = {
      seconds,
      statements: db.work.statements - statements,
      commits: db.work.commits - commits,
    };
    process.stdout.write(`${JSON.stringify(drained)}\n`);
  }
}

void main();
