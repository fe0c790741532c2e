import { useEffect, useRef, useState } from 'react';
import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useReachable } from '../desk/reach';
import type { StreamState } from '../desk/stream';
import { shellWords } from '../words/shell';

/** Debounce: shorter interruptions of the live updates alone are not shown. */
const PATIENCE_MS = 3_000;
const GLAD_MS = 5_000;

const useStyles = makeStyles({
  bar: { flexShrink: 0, borderRadius: 0, borderLeftWidth: 0, borderRightWidth: 0, borderTopWidth: 0 },
});

/** While the desk cannot be reached, or what is on the screen may be old; and for a moment, that it is back. */
export function OfflineBanner({ state }: { state: StreamState }) {
  const styles = useStyles();
  const reachable = useReachable();
  const isLive = state === 'live';
  const [isLong, setIsLong] = useState(false);
  const [isGlad, setGlad] = useState(false);
  const wasBad = useRef(false);
  useEffect(() => {
    if (isLive) return;
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isLive]);
  const isBad = !reachable || (isLong && !isLive);
  useEffect(() => {
    const back = wasBad.current && !isBad;
    wasBad.current = isBad;
    if (!back) return;
    setGlad(true);
    const timer = setTimeout(() => setGlad(false), GLAD_MS);
    return () => {
      clearTimeout(timer);
      setGlad(false);
    };
  }, [isBad]);
  return (
    <div role="status">
      {isBad && (
        <MessageBar intent="warning" layout="multiline" className={styles.bar} data-testid="offline">
          <MessageBarBody>
            <MessageBarTitle>{reachable ? shellWords.reconnecting : shellWords.notConnected}</MessageBarTitle>
            {reachable ? shellWords.mayBeMissing : shellWords.notConnectedMeans}
          </MessageBarBody>
        </MessageBar>
      )}
      {isGlad && (
        <MessageBar intent="success" className={styles.bar} data-testid="online-again">
          <MessageBarBody>{shellWords.connectedAgain}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
