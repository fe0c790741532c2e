import { isField } from './isField';

/** Whether somebody has gone on to something else since they pressed a button whose answer is still on its way. */
let moves = 0;

export const moved = (): void => void (moves += 1);

/** @returns whether they have opened something else since, or begun to write elsewhere */
export function watchMoves(): () => boolean {
  const [before, focused] = [moves, document.activeElement];
  return () => {
    const active = document.activeElement;
    return moves !== before || (active !== focused && isField(active));
  };
}
