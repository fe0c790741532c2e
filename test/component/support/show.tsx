/** Shows a part of the tab as the tab does, with the desk and Teams played where the network would be. */
import type { ReactNode } from 'react';
import { teamsLightTheme } from '@fluentui/react-components';
import type { QueryClient } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { Me } from '../../../src/contract/api';
import { createQueryClient } from '../../../tab/desk/queryClient';
import { openPlace } from '../../../tab/desk/teams';
import { NoticeBar } from '../../../tab/parts/Notice';
import { YouProvider } from '../../../tab/parts/you';
import { Frame } from '../../../tab/shell/Frame';
import { buildMe } from './build';
import { type FakeApi, playApi } from './fakeApi';
import { playTeams } from './fakeTeams';

export { type Answer, held, pageOf, refusal, transcriptOf, unreachable } from './fakeApi';

// A busy machine is slow, not wrong; only what never comes waits this long.
configure({ asyncUtilTimeout: 120_000 });

/** What this test's tab asks of the desk. */
export let api: FakeApi;

beforeEach(() => {
  playTeams();
  api = playApi();
});

afterEach(() => {
  sessionStorage.clear();
  expect(api.unknown).toEqual([]);
});

interface Shown {
  user: UserEvent;
  /** The same tab, looking at something else. */
  change(part: ReactNode): void;
  /** The tab opened afresh in the same window: what it only held in memory is gone. */
  reload(part: ReactNode): void;
}

export async function show(part: ReactNode, me: Partial<Me> = {}): Promise<Shown> {
  const place = await openPlace();
  const isManager = me.roles?.includes('manager') ?? false;
  const you = { me: buildMe(me), place, isManager, managesAll: isManager && !me.manages };
  const around = (client: QueryClient, content: ReactNode) => (
    <Frame theme={teamsLightTheme} client={client}>
      <YouProvider value={you}>
        <NoticeBar />
        {content}
      </YouProvider>
    </Frame>
  );
  let client = createClient();
  let page = render(around(client, part));
  return {
    user: userEvent.setup(),
    change: (next) => page.rerender(around(client, next)),
    reload(next) {
      page.unmount();
      client = createClient();
      page = render(around(client, next));
    },
  };
}

function createClient(): QueryClient {
  const client = createQueryClient();
  const { queries, mutations } = client.getDefaultOptions();
  client.setDefaultOptions({ queries: { ...queries, retry: false }, mutations });
  return client;
}

/** Puts words into a field at once, in place of what was there. Key by key takes long; where keys matter, `type` them. */
export async function write(user: UserEvent, field: HTMLElement, words: string): Promise<void> {
  await user.clear(field);
  await user.click(field);
  await user.paste(words);
}

/** Whether a control can do nothing now; a button may keep the focus all the same. */
export const isDisabled = (control: HTMLElement): boolean => control.matches(':disabled, [aria-disabled="true"]');

/** What is said to be wrong with a field; null: nothing. */
export function mistakeAt(field: HTMLElement): string | null {
  if (field.getAttribute('aria-invalid') !== 'true') return null;
  const [message] = field.getAttribute('aria-describedby')?.split(' ') ?? [];
  return document.getElementById(message ?? '')?.textContent ?? null;
}
