import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { commonWords } from '../words/common';
import { useVisible } from './useVisible';

type Intent = 'info' | 'success' | 'warning' | 'error';

interface NoticeWords {
  intent: Intent;
  words: string;
  /** Until it is dismissed, or one goes elsewhere; what went well is of no use for long. */
  stays: boolean;
  /** Said again, the same words are heard again. */
  count: number;
}

interface Notices {
  notice: NoticeWords | null;
  /** @param stays as a rule what went wrong does */
  say: (intent: Intent, words: string, stays?: boolean) => void;
  clear: () => void;
}

/** Long enough to look there and read two lines; nobody's only way to learn it, for it was read out as well. */
const SHOWN_MS = 10_000;

const NoticeContext = createContext<Notices | null>(null);

/** One thing at a time to tell the person about what they just did; read out, too, so nobody announces it besides. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<NoticeWords | null>(null);
  const said = useRef(0);
  const say = useCallback<Notices['say']>((intent, words, stays = intent === 'warning' || intent === 'error') => {
    said.current += 1;
    setNotice({ intent, words, stays, count: said.current });
  }, []);
  const clear = useCallback(() => setNotice(null), []);
  const value = useMemo(() => ({ notice, say, clear }), [notice, say, clear]);
  return <NoticeContext.Provider value={value}>{children}</NoticeContext.Provider>;
}

export function useNotice(): Notices {
  const notices = useContext(NoticeContext);
  if (!notices) throw new Error('useNotice is used outside NoticeProvider');
  return notices;
}

const useStyles = makeStyles({
  bar: { flexShrink: 0, borderRadius: 0, borderLeftWidth: 0, borderRightWidth: 0, borderTopWidth: 0 },
  words: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
});

export function NoticeBar() {
  const styles = useStyles();
  const { notice, clear } = useNotice();
  const isVisible = useVisible();
  const [isHeld, setHeld] = useState(false);
  const goes = notice !== null && !notice.stays && isVisible && !isHeld;
  const count = notice?.count;
  useEffect(() => {
    if (!goes) return;
    const timer = setTimeout(clear, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [goes, count, clear]);
  return (
    <div role="status" aria-live="polite">
      {notice && (
        <MessageBar
          key={notice.count}
          intent={notice.intent}
          layout="multiline"
          className={styles.bar}
          onMouseEnter={() => setHeld(true)}
          onMouseLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          data-testid="notice"
        >
          <MessageBarBody className={styles.words}>{notice.words}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                icon={<DismissRegular />}
                aria-label={commonWords.dismiss}
                onClick={clear}
              />
            }
          />
        </MessageBar>
      )}
    </div>
  );
}
