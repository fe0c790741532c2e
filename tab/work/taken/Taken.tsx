import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { commonWords } from '../../words/common';
import { takenWords } from '../../words/taken';
import { useTaken } from './useTaken';

const useStyles = makeStyles({
  bar: { flexShrink: 0, borderRadius: 0, borderLeftWidth: 0, borderRightWidth: 0, borderTopWidth: 0 },
  words: { overflowWrap: 'anywhere' },
});

/** More would leave no room for what one does. */
const SHOWN = 2;

interface TakenProps {
  openId: string | null;
  onOpen: (escalationId: string) => void;
}

/** Chats that were taken away, returned or ended elsewhere: said until it has been read, wherever one looks. */
export function Taken({ openId, onOpen }: TakenProps) {
  const styles = useStyles();
  const { taken, dismiss } = useTaken();
  // What is open first: that is where one was writing.
  const ordered = [...taken].sort((a, b) => Number(b.id === openId) - Number(a.id === openId));
  const more = ordered.length - SHOWN;
  return (
    <>
      {ordered.slice(0, SHOWN).map(({ id, what, why, isSeen }, index) => (
        <MessageBar key={id} intent="warning" layout="multiline" className={styles.bar} data-testid="taken">
          <MessageBarBody className={styles.words}>
            <MessageBarTitle>{what}</MessageBarTitle>
            {why} {index === SHOWN - 1 && more > 0 && takenWords.andMore({ count: more })}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                icon={<DismissRegular />}
                aria-label={commonWords.dismiss}
                onClick={() => dismiss(id)}
                data-testid="taken-dismiss"
              />
            }
          >
            {isSeen && id !== openId && (
              <Button size="small" onClick={() => onOpen(id)} data-testid="taken-open">
                {takenWords.open}
              </Button>
            )}
          </MessageBarActions>
        </MessageBar>
      ))}
    </>
  );
}
