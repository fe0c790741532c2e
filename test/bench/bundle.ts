/** The scripts of the tab as they are built: those of the first opening, and each that is loaded once it is needed. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { DIST, scriptsOf } from '../support/firstScript';
import { made } from '../support/made';
import { buildBarePage } from './baselines/barePage';
import { benchmark, type Contender, opened } from './support/benchmark';

export const bundle = benchmark({
  name: 'bundle',
  about:
    "Scripts of the tab, first opening and later ones, beside a page with a list of Fluent's; at most 204,800 in brotli first.",
  takes: '1 min',
  unit: 'pages',
  compares: 'size',
  rounds: 1,
  warmsUp: false,
  parameters: {},
  open: () =>
    opened(async (onClose) => {
      await made('build');
      const bare = await buildBarePage();
      onClose(() => rmSync(bare, { recursive: true }));
      const tab = join(DIST, 'tab');
      const first = scriptsOf(tab);
      const later = readdirSync(join(tab, 'assets'))
        .filter((name) => name.endsWith('.js'))
        .map((name) => join(tab, 'assets', name))
        .filter((path) => !first.includes(path));
      return [
        contender('first opening', first),
        { ...contender('bare page', scriptsOf(bare)), isBaseline: true },
        ...later.map(chunk),
      ];
    }),
});

/** Beside nothing: a part of a page is not a page. */
function chunk(path: string): Contender {
  // What the build puts before the ending changes with every change.
  const name = `later: ${basename(path).replace(/-[\w-]{8}\.js$/, '')}`;
  return { ...contender(name, [path]), beside: name };
}

function contender(name: string, scripts: readonly string[]): Contender {
  const bytes = scripts.map((path) => readFileSync(path));
  const total = (packed: (one: Buffer) => Buffer) => bytes.reduce((sum, one) => sum + packed(one).length, 0);
  return {
    name,
    round: () =>
      Promise.resolve({
        units: 1,
        seconds: 1,
        cost: {
          rawBytes: total((one) => one),
          gzipBytes: total((one) => gzipSync(one)),
          brotliBytes: total((one) => brotliCompressSync(one)),
        },
      }),
  };
}
