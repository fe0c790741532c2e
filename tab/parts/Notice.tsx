import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { commonWords } from '../words/common';

interface NoticeWords {
  intent: 'info' | 'success' | 'warning' | 'error';
  words: string;
  /** Said again, the same words are heard again. */
  count: number;
}

interface Notices {
  notice: NoticeWords | null;
  say: (intent: NoticeWords['intent'], words: string) => void;
  clear: () => void;
}

const NoticeContext = createContext<Notices | null>(null);

/** One thing at a time to tell the person about what they just did; read out, too, so nobody announces it besides. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<NoticeWords | null>(null);
  const said = useRef(0);
  const say = useCallback((intent: NoticeWords['intent'], words: string) => {
    said.current += 1;
    setNotice({ intent, words, count: said.current });
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
  return (
    <div role="status" aria-live="polite">
      {notice && (
        <MessageBar
          key={notice.count}
          intent={notice.intent}
          layout="multiline"
          className={styles.bar}
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
