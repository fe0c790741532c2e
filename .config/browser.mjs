/** A browser for the journeys: finds one; on Debian, as root, installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LIST = new URL('../test/support/browsers.json', import.meta.url);

/** Whether there is one now. Says what it does, and what to do when there is none. */
export function ensureBrowser() {
  if (findBrowser()) return true;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('Installing Chromium for the journeys …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...options) =>
      spawnSync('apt-get', options, { env, stdio: ['ignore', 2, 2], timeout: 600_000 }).status;
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
    if (findBrowser()) return true;
  }
  say('The journeys need a browser, and there is none. Install Chromium, Chrome or Edge, or set CHROMIUM_PATH to one.');
  return false;
}

/** The first that also runs: some systems have a placeholder of that name. */
function findBrowser() {
  const places = JSON.parse(readFileSync(LIST, 'utf8'));
  return [process.env.CHROMIUM_PATH ?? '', ...places].find((path) => {
    if (path === '' || !existsSync(path)) return false;
    return process.platform !== 'linux' || spawnSync(path, ['--version'], { timeout: 60_000 }).status === 0;
  });
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !ensureBrowser()) process.exitCode = 1;
