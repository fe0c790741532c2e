/** Thousands of tabs at once, as after a restart. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

const LIMIT = '/proc/sys/net/core/somaxconn';
const TABS = 900;

let desk: ApiDesk;
beforeAll(async () => {
  desk = await startApiDesk();
});
afterAll(() => desk.stop());

/** Connects without a word, and says how many got through; it gives up when nothing has moved for long. */
const RUSH = `
  const { connect } = require('node:net');
  let through = 0;
  let timer;
  const wait = () => { clearTimeout(timer); timer = setTimeout(done, 20000); };
  const done = () => { process.stdout.write(String(through)); process.exit(0); };
  wait();
  for (let n = 0; n < ${TABS}; n += 1) {
    connect(Number(process.argv[1]), '127.0.0.1').on('error', () => undefined).on('connect', () => {
      through += 1;
      wait();
      if (through === ${TABS}) done();
    });
  }`;

/** The system's own limit may be lower; where it cannot be read, nothing is known. */
const systemLimit = existsSync(LIMIT) ? Number(readFileSync(LIMIT, 'utf8')) : 0;

(systemLimit >= TABS ? test : test.skip)(
  'who comes while the desk is busy is not turned away (where net.core.somaxconn lets 900 in)',
  () => {
    // The wait for the other process keeps this one from taking anybody in.
    const { stdout } = spawnSync(process.execPath, ['-e', RUSH, new URL(desk.url).port], { encoding: 'utf8' });
    expect(stdout).toBe(String(TABS));
  },
);
