import { type ComponentType, lazy } from 'react';
import { probe, whenReachable } from '../desk/reach';

/**
 * React's `lazy` for what is not on the first screen. Out of reach of the desk it comes once that is back, where `lazy`
 * would break the page for good.
 */
// The props of a component are its own; this hands them through.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const lazily = <Component extends ComponentType<any>>(load: () => Promise<Component>) =>
  lazy(async () => ({
    default: await load().catch(async () => {
      await probe();
      await whenReachable();
      return load();
    }),
  }));
