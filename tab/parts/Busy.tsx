import { useEffect, type ReactNode } from 'react';
import { mergeClasses } from '@fluentui/react-components';
import { commonWords } from '../words/common';
import { useAnnounce } from './Announcer';
import { useBusyStyles } from './Busy.styles';

/** An answer that comes sooner needs no words. */
const CALM_MS = 150;

/** How many regions of the page have had it said that they wait: the first says it for all of them. */
let told = 0;

interface BusyProps {
  /** What it shows answers what was asked before; the next answer is on its way. */
  isBusy: boolean;
  /** It says itself what came of it. */
  quiet?: boolean;
  as?: 'div' | 'span';
  className?: string | undefined;
  testId?: string;
  children: ReactNode;
}

/** A region that stays as it was until the next answer is there, and says so: dimmed, and once in words. */
export function Busy({ isBusy, quiet = false, as: Region = 'div', className, testId, children }: BusyProps) {
  const styles = useBusyStyles();
  const announce = useAnnounce();
  useEffect(() => {
    if (!isBusy || quiet) return;
    let isTold = false;
    const timer = setTimeout(() => {
      isTold = true;
      told += 1;
      if (told === 1) announce(commonWords.loadingChosen);
    }, CALM_MS);
    return () => {
      clearTimeout(timer);
      if (isTold) told -= 1;
    };
  }, [isBusy, quiet, announce]);
  return (
    <Region className={mergeClasses(className, isBusy && styles.busy)} aria-busy={isBusy} data-testid={testId}>
      {children}
    </Region>
  );
}
