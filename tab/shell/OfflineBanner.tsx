import { useEffect, useRef, useState } from 'react';
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../desk/keys';
import { useReachable } from '../desk/reach';
import { useSignedIn } from '../desk/signedIn';
import type { StreamState } from '../desk/stream';
import { commonWords } from '../words/common';
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
  const isSignedIn = useSignedIn();
  const isBad = !reachable || !isSignedIn || (isLong && !isLive);
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
      {reachable && !isSignedIn && <SignedOut />}
      {isBad && (isSignedIn || !reachable) && (
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

function SignedOut() {
  const styles = useStyles();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const tryAgain = () => {
    setAsking(true);
    // Whatever else was refused is asked again once this is answered.
    void client.invalidateQueries({ queryKey: keys.me() }).finally(() => setAsking(false));
  };
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar} data-testid="signed-out">
      <MessageBarBody>
        <MessageBarTitle>{shellWords.signedOut}</MessageBarTitle>
        {shellWords.signedOutMeans}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" disabledFocusable={isAsking} onClick={tryAgain} data-testid="sign-in-again">
          {commonWords.tryAgain}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
