import { type ComponentProps, type ComponentType, createElement, lazy, type ReactNode, useState } from 'react';
import { probe, whenReachable } from '../desk/reach';

/** A component that is fetched when it is first shown, or asked for before. */
// The props of a component are its own; this hands them through.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Lazy<Component extends ComponentType<any>> {
  (props: ComponentProps<Component>): ReactNode;
  /** Fetches it ahead; never rejects. */
  fetch(): Promise<void>;
}

/**
 * React's `lazy` for what is not on the first screen. Out of reach of the desk it comes once that is back, where `lazy`
 * would break the page for good; and fetched ahead it is there at once, where `lazy` shows what stands in for it first.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function lazily<Component extends ComponentType<any>>(load: () => Promise<Component>): Lazy<Component> {
  let loaded: Component | null = null;
  const keep = (component: Component) => (loaded = component);
  const Coming = lazy(async () => ({
    default: await load()
      .catch(async () => {
        await probe();
        await whenReachable();
        return load();
      })
      .then(keep),
  }));
  const Shown = (props: ComponentProps<Component>) => {
    // What has begun to come stays what it is: another component would begin anew.
    const [Part] = useState(() => loaded ?? Coming);
    return createElement(Part, props);
  };
  return Object.assign(Shown, {
    fetch: () =>
      load()
        .then(keep)
        .then(
          () => undefined,
          () => undefined, // Tried again when it is shown.
        ),
  });
}
