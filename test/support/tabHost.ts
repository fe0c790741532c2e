/** The tab at any size, theme and place, with the sandbox's own Teams host around it and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import type { Browser, Frame, Page } from 'playwright-core';
import { SANDBOX } from '../../src/config/world';

const HOST = join(__dirname, '../../src/sandbox/page/tab/teamsHost.ts');
const hostScript = () =>
  transformSync(readFileSync(HOST, 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  }).code;

export interface TabOptions {
  personId: string;
  view?: 'work' | 'history';
  escalationId?: string;
  theme?: Theme;
  width?: number;
  height?: number;
  /** Why Teams gives no token. */
  refuses?: string;
  /** Before the first request. */
  prepare?: (page: Page) => Promise<unknown>;
}
export type Theme = 'default' | 'dark' | 'contrast';

/** By its ground one sees which theme is there. */
const GROUNDS: Record<Theme, string> = { default: '#ffffff', dark: '#292929', contrast: '#000000' };

export interface Tab {
  page: Page;
  frame: Frame;
  /** Ends once it shows. */
  changeTheme(theme: Theme): Promise<void>;
  close(): Promise<void>;
}

export async function openTab(browser: Browser, deskUrl: string, options: TabOptions): Promise<Tab> {
  const { view = 'work', width = 1440, height = 900 } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.route('**/host.js', (route) => route.fulfill({ contentType: 'text/javascript', body: hostScript() }));
  await page.route('**/host.html', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: hostPage(options, view) }),
  );
  await options.prepare?.(page);
  await page.goto(`${deskUrl}/host.html`);
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (!frame) throw new Error('The tab has no frame.');
  return {
    page,
    frame,
    async changeTheme(theme) {
      await page.evaluate(`host.themeChanged(${JSON.stringify(theme)})`);
      await frame.waitForFunction((ground) => {
        const around = document.querySelector('.fui-FluentProvider');
        return around && getComputedStyle(around).getPropertyValue('--colorNeutralBackground1').trim() === ground;
      }, GROUNDS[theme]);
    },
    close: () => context.close(),
  };
}

function hostPage(options: TabOptions, view: string): string {
  const context = {
    theme: options.theme ?? 'default',
    locale: 'en-us',
    entityId: view,
    subEntityId: options.escalationId ?? '',
    frameContext: 'content',
    userObjectId: options.personId,
    tid: SANDBOX.tenantId,
    appId: SANDBOX.teamsAppId,
    hostName: 'Teams',
    hostClientType: 'web',
    sessionId: 'test',
    appSessionId: 'test',
  };
  const token = options.refuses
    ? `Promise.reject(new Error(${JSON.stringify(options.refuses)}))`
    : `fetch('/sandbox/api/people/${options.personId}/token').then((r) => r.json()).then((r) => r.token)`;
  return `<!doctype html><html lang="en"><title>Teams</title>
    <style>html, body { margin: 0; height: 100% } iframe { border: 0; width: 100%; height: 100%; display: block }</style>
    <iframe title="Tab"></iframe>
    <script type="module">
      import { playTeamsHost } from '/host.js';
      const frame = document.querySelector('iframe');
      window.host = playTeamsHost({
        tabWindow: () => frame.contentWindow,
        tabOrigin: location.origin,
        context: () => (${JSON.stringify(context)}),
        token: () => ${token},
        openLink: () => true,
        reported: () => {},
      });
      frame.src = '/tab/${view}';
    </script>`;
}
