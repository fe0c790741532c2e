import { useEffect, useState } from 'react';
import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { StreamState } from '../desk/stream';
import { shellWords } from '../words/shell';

/** Debounce: shorter interruptions are not shown. */
const PATIENCE_MS = 3_000;

const useStyles = makeStyles({
  bar: { flexShrink: 0, borderRadius: 0, borderLeftWidth: 0, borderRightWidth: 0, borderTopWidth: 0 },
});

/** Banner while the stream is down and what is on screen may be stale. */
export function OfflineBanner({ state }: { state: StreamState }) {
  const styles = useStyles();
  const isLive = state === 'live';
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (isLive) return;
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isLive]);
  const shown = isLong && !isLive;
  return (
    <div role="status">
      {shown && (
        <MessageBar intent="warning" layout="multiline" className={styles.bar} data-testid="offline">
          <MessageBarBody>
            <MessageBarTitle>{shellWords.reconnecting}</MessageBarTitle>
            {shellWords.mayBeMissing}
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
