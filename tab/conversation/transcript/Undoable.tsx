import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowUndoRegular, ClockRegular } from '@fluentui/react-icons';
import { transcriptWords } from '../../words/transcript';
import { useMessageStyles } from './MessageLine.styles';

const secondsTo = (goesAt: number): number => Math.max(1, Math.ceil((goesAt - Date.now()) / 1_000));

/** Words that go in a moment, and can be taken back until then. */
export function Undoable({ goesAt, onUndo }: { goesAt: number; onUndo: () => void }) {
  const styles = useMessageStyles();
  const [seconds, setSeconds] = useState(() => secondsTo(goesAt));
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsTo(goesAt)), 250);
    return () => clearInterval(timer);
  }, [goesAt]);
  return (
    <>
      <span className={styles.state}>
        <ClockRegular aria-hidden /> {transcriptWords.delivery.goesIn({ seconds })}
      </span>
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowUndoRegular />}
        aria-keyshortcuts="Control+Z"
        onClick={onUndo}
        data-testid="undo"
      >
        {transcriptWords.delivery.undo}
      </Button>
    </>
  );
}
