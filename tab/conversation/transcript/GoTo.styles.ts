/** A frame that fades; in the system's own colour, which every theme has. */
export const SHOWN: Keyframe[] = [{ outline: '2px solid Highlight' }, { outline: '2px solid transparent' }];
