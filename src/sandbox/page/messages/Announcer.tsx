import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import type { SandboxMessage } from '../../state/contract';

const useStyles = makeStyles({
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

interface Props {
  messages: readonly SandboxMessage[] | undefined;
  place: string;
  /** Whose own messages need no announcement. */
  personId: string;
}

/** Tells a screen reader that something new stands in a place it is not reading. */
export function Announcer({ messages, place, personId }: Props) {
  const styles = useStyles();
  const last = messages?.at(-1);
  const [known, setKnown] = useState<{ place: string; id: string | undefined; words: string } | null>(null);
  if (messages && (known?.place !== place || known.id !== last?.id)) {
    const news = known?.place === place && last !== undefined && last.from.id !== personId;
    setKnown({ place, id: last?.id, words: news ? `${last.from.name} wrote in ${place}` : '' });
  }
  return (
    <div className={styles.unseen} aria-live="polite">
      {known?.words}
    </div>
  );
}
