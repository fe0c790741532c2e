import type { ReactNode } from 'react';
import { Button, mergeClasses, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { ArrowClockwiseRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import { wordsOf } from '../desk/apiError';
import { useStatePanelStyles } from './StatePanels.styles';
import { commonWords } from '../words/common';

interface StatePanelProps {
  title: string;
  children?: ReactNode;
  picture?: ReactNode;
  actions?: ReactNode;
  /** Compact, inside a list that has other things to show. */
  quiet?: boolean;
  fill?: boolean;
  failed?: boolean;
  /** It is the whole page, and its title the page's. */
  page?: boolean;
  testId?: string;
}

/** Empty, failed and loading states. */
export function StatePanel({ title, children, picture, actions, quiet, fill, failed, page, testId }: StatePanelProps) {
  const styles = useStatePanelStyles();
  const Title = page ? 'h1' : 'p';
  return (
    <div className={mergeClasses(styles.panel, quiet && styles.quiet, fill && styles.fill)} data-testid={testId}>
      {picture && (
        <span className={mergeClasses(styles.picture, failed && styles.failedPicture)} aria-hidden>
          {picture}
        </span>
      )}
      {title && <Title className={styles.title}>{title}</Title>}
      {children && <div className={styles.words}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface FailedProps {
  what: string;
  error: unknown;
  onRetry: () => void;
  quiet?: boolean;
  fill?: boolean;
  page?: boolean;
}

export function Failed({ what, error, onRetry, quiet, fill, page }: FailedProps) {
  return (
    <div role="alert" style={{ display: 'contents' }}>
      <StatePanel
        title={what}
        picture={quiet ? undefined : <PlugDisconnectedRegular />}
        failed
        quiet={quiet}
        fill={fill}
        page={page}
        testId="failed"
        actions={
          <Button icon={<ArrowClockwiseRegular />} onClick={onRetry} data-testid="retry-load">
            {commonWords.tryAgain}
          </Button>
        }
      >
        {wordsOf(error)}
      </StatePanel>
    </div>
  );
}

/** Rows to come. */
interface LoadingRowsProps {
  count?: number;
  label?: string;
  /** As tall as what is coming, for what stands below it not to move. */
  fill?: boolean;
}

export function LoadingRows({ count = 4, label = commonWords.loading, fill = false }: LoadingRowsProps) {
  const styles = useStatePanelStyles();
  return (
    <Skeleton
      aria-label={label}
      className={mergeClasses(styles.rows, fill && styles.fillWithRows)}
      data-testid="loading"
    >
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.row}>
          <SkeletonItem shape="circle" size={36} />
          <div className={styles.lines}>
            <SkeletonItem size={16} style={{ width: `${70 - (index % 3) * 15}%` }} />
            <SkeletonItem size={12} style={{ width: `${90 - (index % 2) * 20}%` }} />
          </div>
        </div>
      ))}
    </Skeleton>
  );
}
