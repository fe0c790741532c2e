import { type ComponentProps, useEffect, useImperativeHandle, useRef } from 'react';

const STOPS = ['a[href]', 'button:not([disabled])', 'input', 'select', 'textarea', 'summary', '[tabindex="0"]'].join();

/**
 * What scrolls. Where something in it can be reached with Tab, that scrolls it along; where nothing can, it is a stop of
 * its own, or words below its edge could be read with a mouse only.
 */
export function ScrollArea({ ref, ...rest }: ComponentProps<'div'>) {
  const area = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => area.current as HTMLDivElement);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const look = () => {
      const tabIndex = element.querySelector(STOPS) ? -1 : 0;
      if (element.tabIndex !== tabIndex) element.tabIndex = tabIndex;
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true, attributeFilter: ['disabled', 'tabindex'] });
    return () => observer.disconnect();
  }, []);
  return <div {...rest} ref={area} tabIndex={-1} />;
}
