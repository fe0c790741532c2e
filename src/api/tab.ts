/** What Teams frames: the built tab at `/tab`, and the pages its manifest must name. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import helmet from 'helmet';
import {
  ADDRESS_UNREADABLE,
  NO_SUCH_FILE,
  TAB_NOT_BUILT,
  aboutPage,
  privacyPage,
  termsPage,
} from '../cards/words/pages';
import { builtFiles } from './compressed';

/** `vite` builds the tab beside the server. */
const BUILT_TAB = join(__dirname, '..', 'tab');

/** Hosts that may frame the tab: Teams in every client, then Microsoft 365 and Outlook. */
const TEAMS_HOSTS = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office.com',
  'https://outlook-sdf.office365.com',
];
/** teams-js reads the list of valid Teams hosts from here. */
const TEAMS_JS_LIST = 'https://res.cdn.office.net';

export function createTab(options: { publicUrl: string; dir?: string | undefined }): Router {
  const dir = options.dir ?? BUILT_TAB;
  const index = join(dir, 'index.html');
  const secure = options.publicUrl.startsWith('https:');
  const router = express.Router();

  router.use('/tab', framed(secure));
  // Names of built files contain their hash: what has one never changes.
  router.use('/tab/assets', builtFiles(join(dir, 'assets')));
  router.use('/tab/assets', (_req, res) => void res.status(404).type('text/plain').send(NO_SUCH_FILE));
  router.use('/tab', express.static(dir, { index: false, redirect: false, setHeaders: revalidated }));
  router.get(['/tab', '/tab/{*place}'], (_req, res) => {
    revalidated(res);
    if (existsSync(index)) return res.sendFile(index);
    return void res.status(503).type('text/plain').send(TAB_NOT_BUILT);
  });
  for (const [path, page] of Object.entries({ '/about': aboutPage, '/privacy': privacyPage, '/terms': termsPage })) {
    router.get(path, plain(secure), (_req, res) => void res.type('html').send(page));
  }
  // Express would show a stack.
  router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) return next(error);
    res.status(400).type('text/plain').send(ADDRESS_UNREADABLE);
  });
  return router;
}

function revalidated(res: Response): void {
  res.setHeader('cache-control', 'no-cache');
}

function framed(secure: boolean): RequestHandler {
  return helmet({
    frameguard: false,
    strictTransportSecurity: secure,
    // Teams opens its sign-in in a window that must be able to answer.
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // The styles of Fluent UI are made in the browser.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', 'https:'],
        mediaSrc: ["'self'", 'blob:', 'https:'],
        fontSrc: ["'self'", 'data:', TEAMS_JS_LIST],
        connectSrc: ["'self'", TEAMS_JS_LIST],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'self'", ...TEAMS_HOSTS],
      },
    },
  });
}

function plain(secure: boolean): RequestHandler {
  return helmet({
    strictTransportSecurity: secure,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'self'", ...TEAMS_HOSTS] },
    },
    frameguard: false,
  });
}
