/** Prints how many folders import each other: `node -r ./test/support/typescript.cjs test/arrows.ts`. */
import { arrowsIn } from './support/arrows';

for (const root of ['src', 'tab']) {
  const { folders, pairs, knots } = arrowsIn(root);
  console.log(`${root}/: ${folders} folders, ${pairs.length} pairs, ${knots.length} knots`);
  for (const [a, b] of pairs) console.log(`  ${a} ⇄ ${b}`);
  for (const knot of knots) console.log(`  knot: ${knot.join(', ')}`);
}
