import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { usePaneHeaderStyles } from './PaneHeader.styles';
import { commonWords } from '../words/common';

interface PaneHeaderProps {
  title: string;
  /** Absent where there is nowhere to go back to. */
  onBack?: (() => void) | undefined;
  children?: ReactNode;
}

/** The head of a list or page; takes the focus when one comes here from elsewhere in the tab. */
export function PaneHeader({ title, onBack, children }: PaneHeaderProps) {
  const styles = usePaneHeaderStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const cameFromElsewhere = onBack !== undefined;
  useEffect(() => {
    if (cameFromElsewhere) heading.current?.focus();
  }, [cameFromElsewhere]);
  return (
    <header className={styles.header}>
      {onBack && (
        <Button
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          onClick={onBack}
          aria-label={commonWords.back}
          data-testid="back"
        />
      )}
      <h1 className={styles.title} ref={heading} tabIndex={-1} data-heading>
        {title}
      </h1>
      {children}
    </header>
  );
}
