/** A manager goes through chats of the history: what happened beside what was said, the next and the one before, a file of it. */
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { strFromU8, unzipSync } from 'fflate';
import { complaints } from '../support/axe';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { EVERY_THEME, look, overhang, picture } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';

const desk = browsedDesk();
const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');
/** More than the list brings at once. */
const COPIES = 60;

const heading = (frame: Frame) => frame.getByTestId('conversation-header').getByRole('heading');
const place = (frame: Frame) => frame.getByTestId('pager-place').textContent();
const isFocused = (frame: Frame, testId: string) =>
  frame.evaluate((wanted) => document.activeElement?.getAttribute('data-testid') === wanted, testId);

test('what happened stands beside what was said, and one goes on to the next chat without going back', async () => {
  const { id, personId } = await somebodyWaits('Robin Ortiz');
  await says(personId, 'I was charged twice');
  const token = await tokenOf(adele);
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await ask(`/api/escalations/${id}/messages`, { token, body: { text: 'Let me see.', clientMessageId: 'see' } });
  await ask(`/api/escalations/${id}/notes`, { token, body: { text: 'A regular', clientMessageId: 'note' } });
  await ask(`/api/escalations/${id}/resolve`, { token, body: { outcome: 'Refunded', summary: 'Charged twice' } });
  await copies(id, COPIES);
  const tab = await desk.openTab({ personId: megan, view: 'history', width: 1440, height: 900 });
  const { frame, page } = tab;
  await picturedOnFailure('history-chat', [page], async () => {
    await frame.getByTestId('history-row').first().getByTestId('open').click();
    await heading(frame).getByText('Robin Ortiz').waitFor();
    await frame.getByTestId('timeline').getByText('Adele Vance resolved the chat: Refunded').waitFor();
    expect(await frame.getByTestId('details').getByRole('heading', { level: 3 }).first().textContent()).toBe(
      'Timeline',
    );
    await look(tab, 'history-chat', EVERY_THEME);
    // An event leads to its place in the talk.
    await frame.locator('[data-event="resolved"]').getByTestId('to-event').click();
    await eventually(() => frame.evaluate(() => document.activeElement?.hasAttribute('data-seq') ?? false));

    expect(await place(frame)).toBe('1 of more than 50');
    await frame.getByTestId('next-chat').click();
    await heading(frame).getByText('Copy 1', { exact: true }).waitFor();
    // Pressed again and again.
    await eventually(() => isFocused(frame, 'next-chat'), { what: 'the focus stays' });
    await page.keyboard.press('Enter');
    await heading(frame).getByText('Copy 2', { exact: true }).waitFor();
    await page.keyboard.press('k');
    await heading(frame).getByText('Copy 1', { exact: true }).waitFor();
    for (let n = 2; n <= COPIES; n += 1) {
      await page.keyboard.press('j');
      await heading(frame).getByText(`Copy ${n}`, { exact: true }).waitFor();
    }
    expect(await place(frame)).toBe(`${COPIES + 1} of ${COPIES + 1}`);
    await page.keyboard.press('j');
    await frame.getByText('There is no other chat in this direction.').waitFor();
    await frame.getByTestId('back').click();
    await frame.getByTestId('filter-q').waitFor();
  });
});

test('the link to a chat opens it within its list, on a phone, too', async () => {
  const token = await tokenOf(megan);
  const { items } = await ask<{ items: { id: string }[] }>('/api/escalations?limit=100&order=oldest', { token });
  const { url } = await ask<{ url: string }>('/api/history-link', {
    token,
    body: { shows: { order: 'oldest' }, escalationId: items[55]?.id },
  });
  const { subEntityId } = JSON.parse(new URL(url).searchParams.get('context') ?? '') as { subEntityId: string };
  const tab = await desk.openTab({ personId: megan, escalationId: subEntityId, width: 320, height: 640 });
  const { frame } = tab;
  await picturedOnFailure('history-chat-link', [tab.page], async () => {
    await heading(frame).getByText('Copy 5', { exact: true }).waitFor();
    await eventually(async () => (await place(frame)) === `56 of ${COPIES + 1}`, { what: 'its place' });
    await eventually(async () => (await complaints(frame)).length === 0, { what: 'nothing wrong at 320' });
    expect(await overhang(frame)).toBe(0);
    await picture(tab.page, 'history-chat-320');
    await frame.getByTestId('toggle-details').click();
    await frame.getByTestId('timeline').waitFor();
    await picture(tab.page, 'history-chat-320-timeline');
    await frame.getByTestId('close-details').click();
    await frame.getByTestId('previous-chat').click();
    await heading(frame).getByText('Copy 6', { exact: true }).waitFor();
    await frame.getByTestId('conversation-header').getByTestId('back').click();
    await frame.getByTestId('list-history').waitFor();
    expect(await frame.getByTestId('order').inputValue()).toBe('oldest');
  });
});

test('a chat is saved as a page or as text, and the page shows without the desk', async () => {
  const [tab] = desk.tabs;
  if (!tab) throw new Error('There is no tab.');
  const { frame, page } = tab;
  await picturedOnFailure('transcript-export', [page], async () => {
    await frame.getByTestId('history-row').first().getByTestId('open').click();
    await frame.getByTestId('export-chat').click();
    await look(tab, 'transcript-dialog', EVERY_THEME);
    await frame.getByTestId('transcript-notes').check();
    const [html] = await Promise.all([page.waitForEvent('download'), frame.getByTestId('confirm').click()]);
    expect(html.suggestedFilename()).toMatch(/^chat-\d+\.html$/);
    await frame.getByTestId('transcript-dialog').waitFor({ state: 'detached' });

    await frame.getByTestId('more-actions').click();
    await frame.getByTestId('export-transcript').click();
    await frame.getByTestId('transcript-txt').check();
    const [text] = await Promise.all([page.waitForEvent('download'), frame.getByTestId('confirm').click()]);
    const words = readFileSync(await text.path(), 'utf8');
    expect(words).toContain('Robin Ortiz: I was charged twice');
    expect(words).not.toContain('A regular');

    const saved = await page.context().newPage();
    const wrong: string[] = [];
    saved.on('console', (message) => wrong.push(message.text()));
    saved.on('request', (request) => request.url().startsWith('http') && wrong.push(request.url()));
    await saved.setViewportSize({ width: 900, height: 800 });
    await saved.setContent(readFileSync(await html.path(), 'utf8'));
    await saved.getByText('A regular').waitFor();
    await saved.getByText('Adele Vance resolved: Refunded').waitFor();
    await picture(saved, 'transcript-page', { fullPage: true });
    await saved.setViewportSize({ width: 320, height: 640 });
    expect(await overhang(saved)).toBe(0);
    await picture(saved, 'transcript-page-320', { fullPage: true });
    expect(wrong).toEqual([]);
    await saved.close();
  });
});

test('everything about a customer is saved as an archive, from beside a chat of theirs', async () => {
  const [tab] = desk.tabs;
  if (!tab) throw new Error('There is no tab.');
  const { frame, page } = tab;
  await picturedOnFailure('customer-export', [page], async () => {
    await frame.getByTestId('export-customer').click();
    await frame.getByTestId('customer-dialog').waitFor();
    await look(tab, 'customer-dialog', EVERY_THEME);
    const [saved] = await Promise.all([page.waitForEvent('download'), frame.getByTestId('confirm').click()]);
    expect(saved.suggestedFilename()).toMatch(/^customer-\d{4}-\d\d-\d\d\.zip$/);
    const archive = unzipSync(readFileSync(await saved.path()));
    expect(strFromU8(archive['messages.jsonl'] ?? new Uint8Array())).toContain('I was charged twice');
    expect(strFromU8(archive['about.txt'] ?? new Uint8Array())).toContain('Robin Ortiz');
    await frame.getByTestId('customer-dialog').waitFor({ state: 'detached' });
    await eventually(() => isFocused(frame, 'export-customer'), { what: 'the focus is back' });
    await page.setViewportSize({ width: 320, height: 640 });
    await frame.getByTestId('toggle-details').click();
    await frame.getByTestId('export-customer').click();
    await frame.getByTestId('customer-dialog').waitFor();
    await eventually(async () => (await complaints(frame)).length === 0, { what: 'nothing wrong at 320' });
    expect(await overhang(frame)).toBe(0);
    await picture(tab.page, 'customer-dialog-320');
    await page.keyboard.press('Escape');
    await frame.getByTestId('customer-dialog').waitFor({ state: 'detached' });
    await frame.getByTestId('details').waitFor();
  });
});

/** Chats that ended before it, one an hour. */
async function copies(id: string, count: number): Promise<void> {
  await desk.db.pool.query(
    `with of as (select * from escalation where id = $1), made as (
       select n, gen_random_uuid() as chat, o.* from of o, generate_series(1, $2::int) n
     ), talked as (
       insert into conversation (id, tenant_id, connection_id, external_id, customer_id, customer_name, lane, last_seq)
       select chat, tenant_id, connection_id, 'copy-' || n, 'copy-' || n, 'Copy ' || n, 'copy:' || n, 1 from made
     ), opened as (
       insert into escalation (tenant_id, conversation_id, connection_id, queue_id, status, version, assignee_id, assignee_name,
         opened_at, waiting_since, claimed_at, ended_at, from_seq, to_seq, outcome)
       select tenant_id, chat, connection_id, queue_id, 'resolved', 3, assignee_id, assignee_name,
         opened_at - n * interval '1 hour', opened_at - n * interval '1 hour', opened_at - n * interval '1 hour',
         opened_at - n * interval '1 hour', 1, 1, 'Copied' from made returning id, conversation_id, opened_at
     ), told as (
       insert into escalation_event (escalation_id, version, type, actor_kind, actor_name, summary, at)
       select id, 1, 'opened', 'bot', 'Contoso', 'Contoso handed over', opened_at from opened
     )
     insert into message (conversation_id, escalation_id, seq, author_kind, author_name, text, sent_at)
     select conversation_id, id, 1, 'customer', 'Copy', 'Words of a copy', opened_at from opened`,
    [id, count],
  );
}
