import { join } from 'node:path';
import { type Contender, type Opened, opened } from './benchmark';
import { keptPlace, passingPlace, type Place } from './place';
import { openWorld, type World } from './world';

export interface Past {
  /** Of the benchmark: pasts of others are others. */
  name: string;
  sizes: readonly number[];
  /** A folder that keeps them; empty: none does. */
  keep: string;
  /** While no desk runs. */
  write(world: World, size: number): Promise<void>;
}

/** A world for each size of its past, all open at once: their contenders take turns in one run. */
export function overPasts(
  { name, sizes, keep, write }: Past,
  contendersOf: (world: World, size: number) => Promise<Contender[]>,
): Promise<Opened> {
  return opened(async (onClose) => {
    const places: { size: number; place: Place }[] = [];
    for (const size of sizes) {
      const place = await (keep === '' ? passingPlace() : keptPlace(join(keep, `${name}-${size}`)));
      onClose(place.close);
      if (!place.isWritten) {
        const quiet = await openWorld({ place, desks: 0 });
        try {
          await write(quiet, size);
        } finally {
          await quiet.close();
        }
        place.written();
      }
      places.push({ size, place });
    }
    const contenders: Contender[] = [];
    for (const { size, place } of places) {
      await place.intoMemory();
      const world = await openWorld({ place });
      onClose(world.close);
      contenders.push(...(await contendersOf(world, size)));
    }
    return contenders;
  });
}
