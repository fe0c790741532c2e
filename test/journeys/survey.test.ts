/**
 * A survey from the manager's settings over the customer's card to the chart: in a browser, as people do it.
 * `PICTURES=<folder>` keeps a picture of each screen, in three themes and two widths.
 */
import type { Browser, Page } from 'playwright-core';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type Desk, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { look, picture } from '../support/looks';
import { openAs, read, say } from '../support/sandboxPage';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { openTab, type Tab } from '../support/tabHost';

const megan = idOfPerson('Megan Bowen');

let browser: Browser;
let desk: Desk;
let tab: Tab;
let customer: Page;
const { ask, tokenOf, escalationOf } = sandboxPeople(() => desk.url);

beforeAll(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env: {} })]);
  [tab, customer] = await Promise.all([
    openTab(browser, desk.url, { personId: megan }),
    openAs(browser, desk, 'customer', 'robin-ortiz'),
  ]);
});
afterAll(async () => {
  await tab.close();
  await browser.close();
  await desk.stop();
});

const pictured = <T>(name: string, work: () => Promise<T>) => picturedOnFailure(name, [tab.page, customer], work);
const field = (name: RegExp) => tab.frame.getByRole('textbox', { name });

test('a manager switches it on, in words of their own', async () => {
  await pictured('survey settings', async () => {
    await tab.frame.getByTestId('go-settings').click();
    await tab.frame.getByTestId('edit-survey').first().click();
    await tab.frame.getByTestId('survey-on').click();
    await tab.frame.getByTestId('add-wording').click();
    await field(/^Question in English/).fill('Did we help you today?');
    await look(tab, 'settings');
    await tab.frame.getByTestId('confirm').click();
    await tab.frame.getByText(/asks customers how it was, once in 30 days at most/).waitFor();
  });
});

test('the customer answers on their card, changes their mind, and reads thanks', async () => {
  await pictured('survey card', async () => {
    await say(customer, 'speak to agent');
    await read(customer, /You are being transferred to a person/);
    const id = await eventually(() => escalationOf('Robin Ortiz'), { what: 'Robin to wait' });
    const token = await tokenOf(megan);
    await ask(`/api/escalations/${id}/claim`, { token, body: {} });
    await ask(`/api/escalations/${id}/resolve`, { token, body: { outcome: 'Explained the invoice' } });
    const card = customer.getByTestId('chat-messages').getByTestId('card').last();
    await card.getByText('Did we help you today?').waitFor();
    await picture(customer, 'card asked');
    await card.getByRole('radio', { name: /★★★☆☆/ }).click();
    await card.getByRole('button', { name: 'Send' }).click();
    await card.getByText('Thank you for your answer').waitFor();
    await picture(customer, 'card answered');
    await card.getByRole('radio', { name: /★★★★☆/ }).click();
    await card.getByRole('textbox').fill('It was the *second* invoice');
    await card.getByRole('button', { name: 'Change my answer' }).click();
    await card.getByText(/★★★★☆ Good · You can change it/).waitFor();
    // The bot was not told of any of it.
    await say(customer, 'what happened');
    await read(customer, /resolved your request: Explained the invoice/);
  });
});

test('the rating is in the history, found by what was added to it, and in the chat’s details', async () => {
  await pictured('survey history', async () => {
    const { frame } = tab;
    await frame.getByTestId('back').click();
    await frame.getByTestId('go-history').click();
    await frame.getByTestId('columns').click();
    await frame.getByTestId('column-rating').click();
    await tab.page.keyboard.press('Escape');
    await frame.getByTestId('more-filters').click();
    await frame.getByTestId('filter-rating').selectOption('4');
    await frame.getByTestId('filter-q').fill('second invoice');
    const row = frame.getByTestId('history-row').first();
    await row.getByText(/★★★★☆ 4 of 5/).waitFor();
    await frame.getByTestId('hits').getByText('second', { exact: true }).waitFor();
    await look(tab, 'history');
    await row.getByTestId('open').click();
    await frame
      .getByTestId('timeline')
      .getByText(/changed the rating to 4 of 5/)
      .waitFor();
    await frame
      .getByTestId('details')
      .getByText(/★★★★☆ 4 of 5\s*“It was the \*second\* invoice”/)
      .waitFor();
    await picture(tab.page, 'details');
  });
});

test('the figure says as much, and opens the history with the same chat', async () => {
  await pictured('survey figures', async () => {
    const { frame } = tab;
    await frame.getByTestId('conversation-header').getByTestId('back').click();
    await frame.getByTestId('back').click();
    await frame.getByTestId('go-now').click();
    await frame.getByTestId('view-over-time').click();
    await frame.getByTestId('figure-rating').getByText('4.0 of 5', { exact: true }).waitFor();
    await frame.getByTestId('chart-shows').selectOption('rating');
    await frame.getByTestId('chart').getByText('highest: 4.0 of 5').waitFor();
    await frame.getByTestId('figure-rating').scrollIntoViewIfNeeded();
    await look(tab, 'figures');
    await frame.getByTestId('grade-rating-4').getByRole('button').click();
    await frame.getByTestId('filter-figure').waitFor();
    await frame.getByTestId('history-count').getByText('1 chat', { exact: true }).waitFor();
    await frame.getByTestId('history-row').getByText('Robin Ortiz').waitFor();
  });
});
