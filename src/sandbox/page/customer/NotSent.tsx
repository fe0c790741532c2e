import { Link } from '@fluentui/react-components';
import { ErrorCircle16Filled } from '@fluentui/react-icons/svg/error-circle';
import { useBubbleStyles } from './bubble.styles';

interface Props {
  reason: string;
  onRetry: () => void;
  onDrop?: () => void;
}

/** Under words that did not get through. */
export function NotSent({ reason, onRetry, onDrop }: Props) {
  const styles = useBubbleStyles();
  return (
    <div className={styles.foot} role="alert">
      <ErrorCircle16Filled className={styles.problem} aria-hidden />
      <span className={styles.problem}>Not sent: {reason}</span>
      <Link as="button" className={styles.action} onClick={onRetry}>
        Try again
      </Link>
      {onDrop && (
        <Link as="button" className={styles.action} onClick={onDrop}>
          Discard
        </Link>
      )}
    </div>
  );
}
