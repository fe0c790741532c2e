/** What people send besides words, both ways: on the sandbox page as the customer has it, in the tab as the agent does. */
import { readFile } from 'node:fs/promises';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { SANDBOX } from '../../src/config/world';
import { pdfOf } from '../../src/sandbox/directLine/samples';
import { complaints } from '../support/axe';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type Desk, startDesk } from '../support/desk';
import { openAs, say } from '../support/sandboxPage';
import { eventually } from '../support/eventually';

let browser: Browser;
let desk: Desk;
beforeAll(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env: {} })]);
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
});

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}
const pictureOf = async (name: string, background: string): Promise<Upload> => ({
  name,
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 320, height: 200, channels: 3, background } })
    .png()
    .toBuffer(),
});
const documentOf = (name: string, line: string): Upload => ({ name, mimeType: 'application/pdf', buffer: pdfOf(line) });

/** Waits until a picture is not only there but drawn, and gives how wide it is. */
async function drawnWidth(picture: Locator): Promise<number> {
  await picture.waitFor();
  return eventually(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), {
    what: 'the picture to load',
  });
}

async function openChatLink(): Promise<string> {
  const [, queue] = SANDBOX.team.channels;
  const answer = await fetch(`${desk.url}/sandbox/api/conversations/${encodeURIComponent(queue?.id ?? '')}/messages`);
  const [link] = /[^"]+\/l\/entity\/[^"]+/.exec(await answer.text()) ?? [];
  return link ?? '';
}

/** Robin has asked for a person, and Adele has the chat open. */
async function inAChat(customer: Page, agent: Page): Promise<FrameLocator> {
  await say(customer, 'speak to agent');
  await agent.getByTestId('channel-customer-escalations').click();
  await agent.getByRole('button', { name: 'Claim', exact: true }).last().click();
  await customer.getByTestId('chat-messages').getByText('Adele Vance has joined the chat').waitFor();
  // In a browser of its own, as from an emulator: the link leads to the page that plays Teams, on this chat.
  await agent.goto(await openChatLink());
  const tab = agent.frameLocator('[data-testid=tab-frame]');
  await tab.getByTestId('composer-text').waitFor();
  return tab;
}

test('a picture, a document and a voice message reach the agent; theirs reach the customer, and an edit does', async () => {
  const customer = await openAs(browser, desk, 'customer', 'robin-ortiz');
  const agent = await openAs(browser, desk, 'support', 'adele-vance');
  await picturedOnFailure('content', [customer, agent], async () => {
    const tab = await inAChat(customer, agent);
    const chat = customer.getByTestId('chat-messages');
    const words = tab.getByTestId('people-part');

    // From the customer: a picture that is seen, a document that opens, and why a voice message cannot be played.
    const receipt = documentOf('receipt.pdf', 'Receipt 10482');
    await customer.getByTestId('chat-files').setInputFiles(await pictureOf('damage.png', '#c02040'));
    await say(customer, 'this is how it came');
    await customer.getByTestId('chat-files').setInputFiles(receipt);
    await customer.getByTestId('chat-send').click();
    await customer.getByTestId('chat-voice-record').click();
    await customer.getByTestId('chat-voice-send').click();

    expect(await drawnWidth(words.getByRole('img', { name: 'damage.png' }))).toBeGreaterThan(0);
    await words.getByRole('button', { name: 'Open the picture damage.png' }).click();
    expect(await drawnWidth(tab.getByTestId('picture-dialog').getByRole('img'))).toBe(320);
    await tab.getByRole('button', { name: 'Close' }).click();
    const [download] = await Promise.all([
      agent.waitForEvent('download'),
      tab.getByRole('button', { name: 'Download receipt.pdf' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('receipt.pdf');
    expect(await readFile(await download.path())).toEqual(receipt.buffer);
    await words.getByText(/voice message.*cannot be played/i).waitFor();

    // From the agent: words, a picture and a document in one message; the document once the customer allows it.
    const label = documentOf('label.pdf', 'Label 10482');
    await tab.getByTestId('file-input').setInputFiles([await pictureOf('replacement.png', '#2060c0'), label]);
    await tab.getByTestId('composer-text').fill('A new one is on its wey');
    await eventually(async () => (await tab.locator('[data-testid=draft-file][data-state=ready]').count()) === 2);
    await tab.getByTestId('send').click();
    await chat.getByText('A new one is on its wey').waitFor();
    expect(await drawnWidth(chat.getByRole('img', { name: 'replacement.png' }))).toBe(320);
    const offer = chat.getByTestId('file-consent');
    await offer.getByText('From Adele Vance').waitFor();
    await offer.getByRole('button', { name: 'Allow' }).click();
    await offer.getByText('Allowed').waitFor();
    const link = chat.getByTestId('chat-file').getByRole('link', { name: 'label.pdf' });
    const opened = await fetch((await link.getAttribute('href')) ?? '');
    expect(Buffer.from(await opened.arrayBuffer())).toEqual(label.buffer);

    const own = words.getByTestId('message').filter({ hasText: 'A new one is on its wey' });
    await own.getByTestId('message-menu').click();
    await tab.getByTestId('edit-message').click();
    await tab.getByTestId('edit-text').fill('A new one is on its way');
    await tab.getByTestId('confirm').click();
    const edited = chat.getByTestId('chat-message').filter({ hasText: 'A new one is on its way' });
    await edited.getByText('Edited').waitFor();
    expect(await chat.getByText('on its wey').count()).toBe(0);

    // And back again: a sign under the agent's words.
    await edited.getByTestId('chat-react').click();
    await customer.getByRole('button', { name: 'Heart' }).click();
    await words.getByTestId('reactions').getByTitle('Robin Ortiz').waitFor();

    await words.getByTestId('message').last().getByTestId('message-menu').click();
    await tab.getByRole('menu').waitFor();
    for (const frame of [customer.mainFrame(), agent.frames().find((one) => one.url().includes('/tab/'))]) {
      expect(frame && (await complaints(frame))).toEqual([]);
    }
  });
  await Promise.all([customer, agent].map((page) => page.context().close()));
});
