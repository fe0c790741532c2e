/** The sandbox's page, used as a person would: who is at it, and the customer's chat. */
import type { Browser, Page } from 'playwright-core';
import type { Desk } from './desk';

/** @param person the test id's end, or a pattern of it where the person is made by the test */
export async function openAs(
  browser: Browser,
  desk: Desk,
  picker: 'customer' | 'support',
  person: string | RegExp,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await page.goto(desk.url);
  await page.getByTestId(`${picker}-picker`).click();
  await page.getByTestId(typeof person === 'string' ? `person-${person}` : person).click();
  return page;
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByTestId('chat-input').fill(text);
  await page.getByTestId('chat-send').click();
}

export const read = (page: Page, text: string | RegExp) =>
  page.getByTestId('chat-messages').getByText(text).last().waitFor();
