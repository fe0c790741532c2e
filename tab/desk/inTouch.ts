/** Whether the desk does what one asks: it can be reached, and knows who asks. What had to stop meanwhile goes on from here. */
import { useSyncExternalStore } from 'react';
import { isReachable, onReach } from './reach';
import { isSignedIn, onSignIn } from './signedIn';

const isInTouch = (): boolean => isReachable() && isSignedIn();
export const useInTouch = (): boolean => useSyncExternalStore(onTouch, isInTouch);

function onTouch(listener: () => void): () => void {
  const stops = [onReach(listener), onSignIn(listener)];
  return () => stops.forEach((stop) => stop());
}

/** Hears each time it is so again. */
export function onceInTouch(listener: () => void): () => void {
  let before = isInTouch();
  return onTouch(() => {
    const was = before;
    before = isInTouch();
    if (before && !was) listener();
  });
}

/** Resolves as soon as it is so, and after so long in any case. */
export function whenInTouch(longestMs: number): Promise<void> {
  if (isInTouch()) return Promise.resolve();
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(goOn, longestMs);
    const stop = onceInTouch(goOn);
  });
}
