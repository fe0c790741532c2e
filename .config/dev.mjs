/**
 * `npm run dev`: the desk in sandbox mode, where a change shows at once. The tab and the sandbox's page are served by
 * Vite, which replaces what changed in the open browser; the server is compiled by `tsc --watch` and started again.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'src/sandbox/page');
const port = Number(process.env.PORT ?? 3978);
const [deskPort, tabPort] = [port + 1, port + 2];
const host = '127.0.0.1';
const url = `http://${host}:${port}`;

const children = [];
process.once('exit', () => children.forEach((child) => child.kill()));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));

const tsc = start([
  'node_modules/typescript-7/bin/tsc',
  '-p',
  'tsconfig.json',
  '--noCheck',
  '--watch',
  '--preserveWatchOutput',
]);
await compiled(tsc);
start(['--watch', '--watch-preserve-output', '--enable-source-maps', 'dist/index.js'], {
  HANDOFF_MODE: 'sandbox',
  PORT: String(deskPort),
  PUBLIC_URL: url,
});

const tab = await createServer({
  configFile: join(root, 'tab/vite.config.mts'),
  // The page's Vite hands on requests, but not Vite's own socket: the browser opens that directly.
  server: { host, port: tabPort, strictPort: true, hmr: { host, clientPort: tabPort } },
});
await tab.listen();

const desk = { target: `http://${host}:${deskPort}`, ws: true };
const front = await createServer({
  configFile: join(page, 'vite.config.mts'),
  server: {
    host,
    port,
    strictPort: true,
    proxy: {
      '^/(api|sandbox|healthz|readyz|metrics|about|privacy|terms)(/|\\?|$)': desk,
      // The page has a folder of that name, too.
      '^/tab(/|\\?|$)': {
        target: `http://${host}:${tabPort}`,
        bypass: ({ url: path }) => (isOfPage(path) ? path : null),
      },
    },
  },
});
await front.listen();
process.stdout.write(`The sandbox with everything that changes: ${url}\n`);

function isOfPage(path) {
  const { pathname } = new URL(path, url);
  return /\.\w+$/.test(pathname) && existsSync(join(page, pathname));
}

function start(command, env = {}) {
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.pipe(process.stdout);
  // One alone is of no use.
  child.once('exit', (code) => process.exit(code ?? 1));
  children.push(child);
  return child;
}

function compiled(compiler) {
  return new Promise((resolve) => {
    compiler.stdout.on('data', (text) => /Watching for file changes/.test(text) && resolve());
  });
}
