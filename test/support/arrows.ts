/**
 * Folders that import each other, directly (pairs) or by way of others (knots).
 * Every directory with files of its own counts as a folder, types count, root files are one folder.
 */
import { posix } from 'node:path';
import { sourcesIn } from './source';

export interface Arrows {
  folders: number;
  pairs: [string, string][];
  knots: string[][];
}

export function arrowsIn(root: string): Arrows {
  const sources = sourcesIn(root);
  const files = new Map(sources.map(({ path }) => [path.replace(/\.tsx?$/, ''), posix.dirname(path)]));
  const arrows = new Map<string, Set<string>>();
  for (const { path, imports } of sources) {
    const from = posix.dirname(path);
    const targets = arrows.get(from) ?? new Set();
    arrows.set(from, targets);
    for (const { ours, target } of imports) {
      const to = ours ? (files.get(target) ?? files.get(`${target}/index`)) : undefined;
      if (to !== undefined && to !== from) targets.add(to);
    }
  }
  const folders = [...arrows.keys()].sort();
  const pairs = folders.flatMap((a) =>
    folders.filter((b) => a < b && arrows.get(a)?.has(b) && arrows.get(b)?.has(a)).map((b): [string, string] => [a, b]),
  );
  return { folders: folders.length, pairs, knots: knotsOf(folders, arrows) };
}

/** Strongly connected components of more than one folder: each reaches every other. */
function knotsOf(folders: readonly string[], arrows: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reached = new Map(folders.map((folder) => [folder, reach(folder, arrows)]));
  const done = new Set<string>();
  const knots: string[][] = [];
  for (const folder of folders) {
    if (done.has(folder)) continue;
    const knot = folders.filter((other) => reached.get(folder)?.has(other) && reached.get(other)?.has(folder));
    knot.forEach((other) => done.add(other));
    if (knot.length > 1) knots.push(knot);
  }
  return knots;
}

function reach(from: string, arrows: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const next = [from];
  for (let folder = next.pop(); folder !== undefined; folder = next.pop()) {
    for (const to of arrows.get(folder) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      next.push(to);
    }
  }
  return seen;
}
