/** Builds the server, the tab and the sandbox's page into dist/, side by side, and only what changed since the last time. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const stampFile = join(dist, '.built.json');
const PAGE = 'src/sandbox/page';

/** The folders a part is made from, the tool that makes it, and the file that shows it was made. */
const parts = [
  {
    name: 'server',
    from: ['src', 'tsconfig.json'],
    except: [PAGE],
    needs: 'src/index.ts',
    result: 'index.js',
    before: clearServer,
    // Types are checked by `npm test`; whoever starts the desk does not wait for that.
    command: ['node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.json', '--noCheck'],
  },
  {
    name: 'tab',
    from: ['tab', 'src/contract'],
    needs: 'tab/index.html',
    result: 'tab/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', '--config', 'tab/vite.config.mts'],
    after: () => compress(join(dist, 'tab/assets')),
  },
  {
    name: 'sandbox page',
    from: [PAGE, 'src/sandbox/state/contract.ts', 'src/config/world.ts'],
    needs: `${PAGE}/index.html`,
    result: 'sandbox-page/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', '--config', `${PAGE}/vite.config.mts`],
  },
].filter((part) => existsSync(join(root, part.needs)));

mkdirSync(dist, { recursive: true });
const stamps = readStamps();
const stale = parts
  .map((part) => ({ ...part, stamp: stampOf(part) }))
  .filter((part) => stamps[part.name] !== part.stamp || !existsSync(join(dist, part.result)));

if (stale.length > 0) {
  process.stderr.write(`Building the ${stale.map((part) => part.name).join(', the ')} …\n`);
  const codes = await Promise.all(stale.map(build));
  writeFileSync(stampFile, JSON.stringify(stamps, null, 2));
  if (codes.some((code) => code !== 0)) process.exitCode = 1;
}

async function build(part) {
  delete stamps[part.name];
  part.before?.();
  // A test that asks for the build has NODE_ENV=test, and would be given React as developers get it.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, part.command, { cwd: root, env, stdio: ['ignore', 2, 2] });
  const code = await new Promise((resolve) => child.once('exit', (exit) => resolve(exit ?? 1)));
  if (code !== 0) {
    process.stderr.write(`The ${part.name} could not be built.\n`);
    return code;
  }
  part.after?.();
  stamps[part.name] = part.stamp;
  return code;
}

/** The server sends these to browsers that can read them; src/api/compressed.ts knows the endings. */
function compress(folder) {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg|json)$/.test(file))) {
    const bytes = readFileSync(join(folder, name));
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    for (const [ending, made] of Object.entries({ br: brotliCompressSync(bytes, quality), gz: gzipSync(bytes) })) {
      if (made.length < bytes.length) writeFileSync(join(folder, `${name}.${ending}`), made);
    }
  }
}

/** What was compiled from sources that are gone would stay otherwise. */
function clearServer() {
  for (const name of readdirSync(dist)) {
    if (!['tab', 'sandbox-page', '.built.json'].includes(name)) rmSync(join(dist, name), { recursive: true });
  }
}

function stampOf({ from, except = [], command }) {
  const hash = createHash('sha256').update(command.join(' '));
  for (const path of [...from, 'package-lock.json', '.config/build.mjs']) {
    for (const file of filesOf(join(root, path), except)) {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${relative(root, file)} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex');
}

function filesOf(path, except) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((child) => !except.includes(relative(root, child).replaceAll('\\', '/')))
    .flatMap((child) => filesOf(child, except));
}

function readStamps() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
}
