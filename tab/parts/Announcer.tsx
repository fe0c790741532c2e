import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import { makeStyles } from '@fluentui/react-components';

const AnnounceContext = createContext<(words: string) => void>(() => {});

/** Says something to people who listen to the screen rather than look at it. */
export const useAnnounce = (): ((words: string) => void) => useContext(AnnounceContext);

const useStyles = makeStyles({
  heard: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const styles = useStyles();
  const [said, setSaid] = useState({ words: '', count: 0 });
  const announce = useCallback((words: string) => setSaid(({ count }) => ({ words, count: count + 1 })), []);
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      <div className={styles.heard} aria-live="polite" data-testid="announcer">
        <span key={said.count}>{said.words}</span>
      </div>
    </AnnounceContext.Provider>
  );
}
