import { type Contender, type Opened, opened } from './benchmark';
import { openWorld, type World } from './world';

/** A world for each size of its past, all open at once: their contenders take turns in one run. */
export function overPasts(
  sizes: readonly number[],
  contendersOf: (world: World, size: number) => Promise<Contender[]>,
): Promise<Opened> {
  return opened(async (onClose) => {
    const contenders: Contender[] = [];
    for (const size of sizes) {
      const world = await openWorld();
      onClose(world.close);
      contenders.push(...(await contendersOf(world, size)));
    }
    return contenders;
  });
}
