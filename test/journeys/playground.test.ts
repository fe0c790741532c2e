/** A client nobody here wrote: from asking to the end on the page of Microsoft's Agents Playground, as docs/agents-playground.md walks. */
import type { Browser, Page } from 'playwright-core';
import { SANDBOX } from '../../src/config/world';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { createTestDatabase } from '../support/database';
import { startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { findPlayground, PLAYGROUND, type Playground, sayIn, startPlayground } from '../support/playground';

const program = findPlayground();
const [, , adele] = SANDBOX.people;

let browser: Browser;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function open({ url }: Playground): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
  await page.goto(url);
  await page.getByRole('treeitem', { name: 'Personal Chat' }).waitFor();
  return page;
}

const read = (page: Page, words: string | RegExp) => page.getByText(words).last().waitFor();

/** Asks the desk as Adele, as its own page would. */
async function ask(desk: string, path: string, body?: object) {
  const { token } = (await (await fetch(`${desk}/sandbox/api/people/${adele?.id}/token`)).json()) as { token: string };
  const response = await fetch(`${desk}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers loosely
  const answer: any = await response.json();
  return { status: response.status, body: answer };
}

const NEEDED = `with ${PLAYGROUND} installed in the folder that PLAYGROUND_DIR names`;

(program ? test : test.skip)(`the desk on the page of Microsoft’s Agents Playground (${NEEDED})`, async () => {
  browser = await openBrowser();
  ends.push(() => browser.close());
  const database = await createTestDatabase();
  ends.push(() => database.drop());
  const settings = { BOT_AUTH: 'anonymous', MANAGERS: 'adele.vance@contoso.example' };
  const desk = await startDesk({ env: { DATABASE_URL: database.url, ...settings } });
  ends.push(() => desk.stop());
  const [customers, agents] = await Promise.all(
    (['customer', 'agent'] as const).map((who) => startPlayground(program ?? '', who, desk.url)),
  );
  if (!customers || !agents) throw new Error('The playground did not start.');
  ends.push(
    () => customers.stop(),
    () => agents.stop(),
  );
  const customer = await open(customers);
  const agent = await open(agents);

  await picturedOnFailure('playground', [customer, agent], async () => {
    await read(customer, /Hello! Ask me anything/);
    await agent.getByRole('treeitem', { name: 'Customer escalations' }).click();
    await sayIn(agent, 'connect', 'Contoso Assistant');
    await read(agent, /queue/i);

    await sayIn(customer, 'hello');
    await read(customer, /store hours and orders/);
    await sayIn(customer, 'speak to agent');
    await read(customer, /You are being transferred to a person/);
    const claim = agent.getByRole('button', { name: 'Claim', exact: true });
    await claim.waitFor();
    await claim.click();
    await read(customer, 'Adele Vance has joined the chat.');

    const { body: mine } = await ask(desk.url, '/escalations?assignee=me&status=claimed');
    const id = mine.items[0].id as string;
    const reply = { text: 'Hello Robin, how can I help?', clientMessageId: 'm1' };
    expect((await ask(desk.url, `/escalations/${id}/messages`, reply)).status).toBe(201);
    await read(customer, 'Hello Robin, how can I help?');
    await sayIn(customer, 'My card was charged twice');
    await eventually(
      async () =>
        (await ask(desk.url, `/escalations/${id}/messages`)).body.items.some(
          ({ text }: { text: string }) => text === 'My card was charged twice',
        ),
      { what: 'the customer’s answer' },
    );

    expect((await ask(desk.url, `/escalations/${id}/resolve`, { outcome: 'Refunded' })).status).toBe(200);
    await read(customer, /You are back with Contoso Assistant/);
    await read(agent, /Resolved/);
    await sayIn(customer, 'when are you open?');
    await read(customer, /Our stores are open/);
  });
});
