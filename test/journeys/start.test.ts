/** How many answers the first screen waits for, one after the other: every request is held until the test lets it go. */
import type { Page, Route } from 'playwright-core';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import type { Tab, TabOptions } from '../support/tabHost';

const desk = browsedDesk();
const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');

/** The lists of an agent's day, and who looks at them. */
const LISTS = [
  'GET /escalations?status=claimed&assignee=me',
  'GET /escalations?status=waiting&offered=me',
  'GET /escalations?status=waiting&order',
  'GET /escalations?status=waiting%2Cclaimed&colleague=me',
];

/** Holds every request to the desk. */
class Gate {
  private readonly held = new Map<string, Route>();
  private isOpen = false;

  async stand(page: Page): Promise<void> {
    await page.route('**/api/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      if (this.isOpen || pathname.startsWith('/sandbox/')) return route.continue();
      this.held.set(`${route.request().method()} ${pathname.replace('/api', '')}${search}`, route);
    });
  }

  /** Waits until all of these have been asked for, and lets them, and nothing else, go. */
  async letGo(wanted: readonly string[]): Promise<void> {
    const found = (one: string) =>
      [...this.held.keys()].find((asked) => asked === one || asked.startsWith(one.includes('?') ? one : `${one}?`));
    await eventually(() => wanted.every((one) => found(one) !== undefined), {
      what: wanted.join(', '),
      told: () => `Asked for was ${[...this.held.keys()].join(', ')}`,
    });
    for (const one of wanted) {
      const key = found(one) ?? '';
      const route = this.held.get(key);
      this.held.delete(key);
      await route?.continue();
    }
  }

  async open(): Promise<void> {
    this.isOpen = true;
    for (const route of this.held.values()) await route.continue();
    this.held.clear();
  }
}

async function opened(options: Partial<TabOptions>): Promise<{ tab: Tab; gate: Gate }> {
  const gate = new Gate();
  const tab = await desk.openTab({ personId: adele, prepare: (page) => gate.stand(page), ...options });
  return { tab, gate };
}

test('the lists wait for no other answer, and show with those alone', async () => {
  await somebodyWaits('Robin First');
  const { tab, gate } = await opened({});
  await picturedOnFailure('start', [tab.page], async () => {
    await gate.letGo(['GET /me', ...LISTS]);
    await tab.frame.getByTestId('list-waiting').getByText('Robin First').waitFor();
    await gate.open();
    // What comes after the first screen is there when it is wanted.
    await tab.frame.getByTestId('presence').click();
    await tab.frame.getByTestId('presence-busy').click();
    await tab.frame.getByTestId('presence-busy').waitFor({ state: 'detached' });
    await eventually(async () => (await tab.frame.getByTestId('presence').getAttribute('data-presence')) === 'busy');
    expect(await tab.frame.getByTestId('presence').evaluate((button) => document.activeElement === button)).toBe(true);
    await tab.page.keyboard.press('Enter');
    await tab.frame.getByTestId('presence-available').click();
  });
});

test('a chat that a link points at waits for two answers, one after the other', async () => {
  const { id, personId } = await somebodyWaits('Rowan Second');
  await ask(`/api/escalations/${id}/claim`, { token: await tokenOf(adele), body: {} });
  await says(personId, 'Is anybody there?');
  const { tab, gate } = await opened({ escalationId: id });
  await picturedOnFailure('start-chat', [tab.page], async () => {
    await gate.letGo(['GET /me', `GET /escalations/${id}`]);
    // What was said and what happened come at once.
    await gate.letGo([`GET /escalations/${id}/messages`, `GET /escalations/${id}/events`]);
    await tab.frame.getByTestId('transcript').getByText('Is anybody there?').waitFor();
    await gate.open();
  });
});

test('the details come later than the chat, and move nothing one is about to press', async () => {
  const { id } = await somebodyWaits('Riley Third');
  const held: Route[] = [];
  const tab = await desk.openTab({
    personId: adele,
    escalationId: id,
    prepare: (page) => page.route('**/assets/Details-*.js', (route) => void held.push(route)),
  });
  await picturedOnFailure('start-details', [tab.page], async () => {
    const note = tab.frame.getByTestId('write-note');
    await note.waitFor();
    await eventually(() => held.length > 0, { what: 'the details asked for' });
    const before = await note.boundingBox();
    for (const route of held) await route.continue();
    await tab.frame.getByTestId('variables').waitFor();
    expect(await note.boundingBox()).toEqual(before);
  });
});
