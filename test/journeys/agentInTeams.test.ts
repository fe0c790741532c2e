/** Contoso HR, a Copilot Studio agent in Teams, hands over in either way, in a browser, also where things go wrong. */
import type { Page } from 'playwright-core';
import type { AgentSettings } from '../../src/sandbox/state/contract';
import { complaints } from '../support/axe';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { read, say } from '../support/sandboxPage';

const TAB = '[data-testid=tab-frame]';
const PATIENCE_SECONDS = 30;
const desk = browsedDesk({
  CONNECTED_AGENT_PATIENCE_SECONDS: String(PATIENCE_SECONDS),
});
const { ask, tokenOf } = sandboxPeople(() => desk.url);

/** Two days from now: whatever the hour is here, it is not open. */
const inTwoDays = () =>
  new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'Etc/UTC' })
    .format(Date.now() + 2 * 86_400_000)
    .toLowerCase();

let customer: Page;
let adele: Page;
beforeAll(async () => {
  customer = await desk.openAs('customer', 'robin-ortiz');
  adele = await desk.openAs('support', 'adele-vance');
});
beforeEach(async () => {
  await toSandbox('PUT', '/agent', {
    way: 'calls',
    credentials: 'own',
    pushes: 'taken',
    dispatch: 'always',
    repeats: false,
  });
  await customer.getByTestId('chat-agent').click();
  await adele.getByTestId('app-team').click();
  await adele.getByTestId('channel-customer-escalations').click();
});

async function toSandbox(method: string, path: string, body: object): Promise<void> {
  const answer = await fetch(`${desk.url}/sandbox/api${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}
const set = (settings: Partial<AgentSettings>) => toSandbox('PUT', '/agent', settings);
const asked = (): Promise<{ what: string; status: number }[]> =>
  fetch(`${desk.url}/sandbox/api/agent`)
    .then((answer) => answer.json() as Promise<{ calls: { what: string; status: number }[] }>)
    .then(({ calls }) => calls);

const tab = () => adele.frameLocator(TAB);

/** Adele claims what waits, and opens the chat. */
async function claim(): Promise<void> {
  const button = adele.getByRole('button', { name: 'Claim', exact: true });
  await button.last().click();
  await button.waitFor({ state: 'detached' });
  await adele.getByRole('link', { name: 'Open chat' }).last().click();
  await tab().getByTestId('composer-text').waitFor();
}
async function answers(text: string): Promise<void> {
  await tab().getByTestId('composer-text').fill(text);
  await tab().getByTestId('send').click();
}
const hears = (text: string) => tab().getByTestId('people-part').getByText(text).waitFor();
async function resolves(outcome: string): Promise<void> {
  await tab().getByTestId('resolve').click();
  await tab().getByTestId('outcome').fill(outcome);
  await tab().getByTestId('confirm').click();
  await tab().getByTestId('confirm').waitFor({ state: 'detached' });
}

/** In the agent's chat, up to the handoff. */
async function asksHr(problem: string): Promise<void> {
  await say(customer, 'Talk to a person');
  await read(customer, 'What is it about?');
  await say(customer, problem);
}

test('its topic calls the desk: asked for in its chat, claimed, words both ways in the desk’s, ended', async () => {
  await picturedOnFailure('agent-calls', [customer, adele], async () => {
    await say(customer, 'When is payday?');
    await read(customer, /Salaries are paid/);
    await asksHr('My payslip of May is wrong');
    await read(customer, /Your request is #\d+/);
    expect(await complaints(customer.mainFrame())).toEqual([]);
    await customer.getByRole('link', { name: 'Open the chat' }).last().click();
    await customer.getByRole('tab', { name: 'Contoso Assistant', selected: true }).waitFor();
    await adele.getByText('My payslip of May is wrong').last().waitFor();
    await claim();
    await read(customer, /Adele Vance has joined/);
    await answers('Hello Robin, I look into it.');
    await read(customer, 'Hello Robin, I look into it.');
    await say(customer, 'Thank you, it is 40 short');
    await hears('Thank you, it is 40 short');
    await resolves('Paid with the next');
    await read(customer, /Contoso HR is in its own chat/);
  });
});

test('without the app the customer is given a link, and what was said meanwhile arrives once they have added it', async () => {
  await picturedOnFailure('agent-no-app', [customer, adele], async () => {
    await customer.getByTestId('agent-settings').click();
    for (const which of ['agent-app', 'agent-graph']) {
      await customer.getByTestId(which).click();
      await eventually(async () => !(await customer.getByTestId(which).isChecked()));
    }
    expect(await complaints(customer.mainFrame())).toEqual([]);
    await customer.getByRole('button', { name: 'Close' }).click();
    await asksHr('My badge does not open the door');
    await read(customer, /Teams may ask you to add the app first/);
    await claim();
    await answers('Which door is it?');
    await customer.getByRole('link', { name: 'Open the chat' }).last().click();
    await customer.getByTestId('not-installed').getByRole('button', { name: 'Add' }).click();
    await read(customer, 'Which door is it?');
    await customer.getByTestId('not-installed').waitFor({ state: 'detached' });
    await say(customer, 'The one to the yard');
    await hears('The one to the yard');
    await resolves('Opened');
    await read(customer, /Contoso HR is in its own chat/);
  });
});

test('when nobody is there the agent says so, until when, and asks for nobody', async () => {
  const megan = await tokenOf(idOfPerson('Megan Bowen'));
  const { items } = await ask<{ items: { id: string }[] }>('/api/queues', {
    token: megan,
  });
  const path = `/api/queues/${items[0]?.id}`;
  const shut = {
    mon: [],
    tue: [],
    wed: [],
    thu: [],
    fri: [],
    sat: [],
    sun: [],
  };
  const hours = {
    timeZone: 'Etc/UTC',
    week: { ...shut, [inTwoDays()]: [['08:00', '09:00']] },
    holidays: [],
  };
  await ask(path, {
    token: megan,
    method: 'PATCH',
    body: { serviceTargets: { hours, whenClosed: 'backToBot' } },
  });
  await picturedOnFailure('agent-nobody', [customer], async () => {
    const asksBefore = (await asked()).filter(({ what }) => what.startsWith('POST')).length;
    await say(customer, 'Talk to a person');
    await read(customer, /08:00|8:00/);
    expect((await asked()).filter(({ what }) => what.startsWith('POST'))).toHaveLength(asksBefore);
  });
  await ask(path, {
    token: megan,
    method: 'PATCH',
    body: { serviceTargets: { hours: null } },
  });
});

test.each([
  ['told where to write', false],
  ['answered in the turn', true],
])('the desk is its connected agent, %s: the customer never leaves its chat', async (_, expectReplies) => {
  await set({ way: 'connected', expectReplies });
  await picturedOnFailure(`agent-connected-${expectReplies}`, [customer, adele], async () => {
    await customer.getByText(/is its connected agent/).waitFor();
    await say(customer, 'Talk to a person, please');
    await read(customer, /You are being transferred to a person/);
    await claim();
    await answers(`Hello, this is Adele (${expectReplies}).`);
    await read(customer, `Hello, this is Adele (${expectReplies}).`);
    await say(customer, `It is about my badge (${expectReplies})`);
    await hears(`It is about my badge (${expectReplies})`);
    await answers(`I will see to it (${expectReplies}).`);
    await read(customer, `I will see to it (${expectReplies}).`);
    // The agent says it; the person is named.
    const bubble = customer.getByTestId('chat-message').filter({ hasText: `I will see to it (${expectReplies}).` });
    expect(await bubble.last().innerText()).toContain('Adele Vance:');
    await resolves('Seen to');
    await read(customer, /You are back with Contoso HR/);
    await say(customer, 'Thank you');
    await read(customer, /Adele Vance has left/);
    // Where nobody waits for the answer, control comes back a moment after these words.
    if (!expectReplies) return;
    await say(customer, 'I am ill');
    await read(customer, /Get well soon/);
  });
});

test('words its chat refuses come with the next turn, and after a while in the desk’s own chat', async () => {
  await set({ way: 'connected', expectReplies: true, pushes: 'gone' });
  await picturedOnFailure('agent-refuses', [customer, adele], async () => {
    await say(customer, 'A person again, please: talk to a person');
    await read(customer, /You are being transferred to a person/);
    await claim();
    await answers('Refused at first');
    await eventually(async () => (await asked()).some(({ status }) => status === 410));
    await say(customer, 'Is somebody there?');
    await read(customer, 'Refused at first');
    await answers('Refused for long');
    await customer.getByTestId('chat-desk').click();
    await read(customer, 'Refused for long');
    await say(customer, 'Here I am');
    await hears('Here I am');
    await resolves('Found each other');
    await read(customer, /Contoso HR is in its own chat/);
  });
});
