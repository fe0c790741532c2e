import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { ChevronLeftRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useSidewaysStyles } from './Sideways.styles';

/** Of its width, so that what was cut is whole afterwards. */
const STEP = 0.7;
/** Widths are fractions of a pixel where one has zoomed. */
const ROUNDING_PX = 2;

/** One line, whatever its length: where it does not fit it moves sideways, and its edges say that there is more. */
export function Sideways({ children, className }: { children: ReactNode; className?: string }) {
  const styles = useSidewaysStyles();
  const box = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState({ before: false, after: false });
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    element.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      const left = scrollWidth - clientWidth - scrollLeft;
      setMore({ before: scrollLeft > ROUNDING_PX, after: left > ROUNDING_PX });
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  const go = (by: 1 | -1) => box.current?.scrollBy({ left: by * STEP * box.current.clientWidth });
  return (
    <div className={mergeClasses(styles.frame, className)}>
      <div className={styles.box} ref={box}>
        {children}
      </div>
      {more.before && <Edge isBefore onPress={() => go(-1)} />}
      {more.after && <Edge onPress={() => go(1)} />}
    </div>
  );
}

/** For the pointer alone: the focus brings into view what it goes to. */
function Edge({ isBefore = false, onPress }: { isBefore?: boolean; onPress: () => void }) {
  const styles = useSidewaysStyles();
  return (
    <Button
      className={mergeClasses(styles.edge, isBefore ? styles.before : styles.after)}
      size="small"
      appearance="transparent"
      icon={isBefore ? <ChevronLeftRegular /> : <ChevronRightRegular />}
      tabIndex={-1}
      aria-hidden
      onClick={onPress}
      data-testid={isBefore ? 'more-before' : 'more-after'}
    />
  );
}
