/** A manager asks who did what: finds a change with what was there before, and the chat of others somebody opened. */
import { readFileSync } from 'node:fs';
import { complaints } from '../support/axe';
import { browsedDesk } from '../support/browsedDesk';
import { picturedOnFailure } from '../support/browser';
import { eventually } from '../support/eventually';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';

const desk = browsedDesk();
const { ask, tokenOf, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');

test('a change is read from what to what, and the chat somebody opened is opened from its entry', async () => {
  const [token, manager] = [await tokenOf(adele), await tokenOf(megan)];
  const { id } = await somebodyWaits('Paula Wiesner');
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await ask(`/api/escalations/${id}/messages`, { token: manager });
  const { items } = await ask<{ items: { id: string; name: string }[] }>('/api/queues', { token: manager });
  const [queue] = items;
  await ask(`/api/queues/${queue?.id}`, {
    token: manager,
    method: 'PATCH',
    body: { serviceTargets: { targetSeconds: 600, closedWords: 'Wir sind ab 9 Uhr wieder da.' } },
  });

  const { page, frame } = await desk.openTab({ personId: megan });
  await picturedOnFailure('audit', [page], async () => {
    await frame.getByTestId('go-settings').click();
    await frame.locator('[data-section=settings-audit]').click();
    // In however many lines the bar of the sections stands, the heading is below it.
    for (const width of [320, 800, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const boxOf = (selector: string) => frame.locator(selector).boundingBox();
      // What comes into the sections above meanwhile moves those below.
      await eventually(
        async () => {
          await frame.locator('[data-section=settings-queues]').click();
          const [heading, bar] = [await boxOf('#settings-queues'), await boxOf('[data-testid=settings-nav]')];
          return heading && bar && heading.y >= bar.y + bar.height && heading.y < bar.y + bar.height + 60;
        },
        { what: `the heading below the bar at ${width} pixels` },
      );
    }
    await frame.locator('[data-section=settings-audit]').click();
    const entries = frame.getByTestId('audit-log-entry');
    const changed = entries.filter({ hasText: 'Target time to claim' }).first();
    await changed.getByText('10 min').waitFor();
    expect(await complaints(frame)).toEqual([]);

    await frame.getByTestId('audit-q').fill('wieder da');
    await frame.getByTestId('audit-clear').waitFor();
    await frame.getByTestId('audit-log').getByText('Wir sind ab 9 Uhr wieder da.').waitFor();
    await entries.nth(1).waitFor({ state: 'detached' });
    await frame.getByTestId('audit-clear').click();

    await frame.getByTestId('audit-kind').selectOption('access');
    await frame.locator('[data-testid=audit-log-entry][data-kind=setting]').first().waitFor({ state: 'detached' });
    const opened = entries.filter({ hasText: 'Opened the chat of' }).first();
    await opened.waitFor();

    const coming = page.waitForEvent('download');
    await frame.getByTestId('audit-download').click();
    await frame.getByTestId('audit-csv').click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
    expect(readFileSync(await file.path(), 'utf8')).toContain('Chat of others opened');

    await opened.getByTestId('audit-open').click();
    await frame.getByRole('heading', { name: /Paula Wiesner/ }).waitFor();
    await frame.getByTestId('more-actions').click();
    await frame.getByTestId('audit-of-chat').click();
    await frame.getByTestId('audit-q').waitFor();
    expect(await frame.getByTestId('audit-q').inputValue()).toMatch(/^#\d+$/);
    await entries.first().waitFor();
    await entries.filter({ hasText: 'Target time to claim' }).first().waitFor({ state: 'detached' });
    await opened.waitFor();
    // Whoever comes back later has something else in mind.
    await frame.getByTestId('audit-clear').click();
    await entries.filter({ hasText: 'Target time to claim' }).first().waitFor();
  });
});
