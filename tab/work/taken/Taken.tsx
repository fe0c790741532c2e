import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { escalationOf } from '../../desk/useDesk';
import { useYou } from '../../parts/you';
import { commonWords } from '../../words/common';
import { takenWords } from '../../words/taken';
import { departureWords } from './departure';
import { type Taken as TakenChat, useTaken } from './useTaken';

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
  const { taken, dismiss } = useTaken();
  // What is open first: that is where one was writing.
  const ordered = [...taken].sort((a, b) => Number(b.id === openId) - Number(a.id === openId));
  const more = ordered.length - SHOWN;
  return (
    <>
      {ordered.slice(0, SHOWN).map((chat, index) => (
        <TakenBar
          key={chat.id}
          chat={chat}
          more={index === SHOWN - 1 ? more : 0}
          onOpen={chat.id === openId ? undefined : onOpen}
          onDismiss={dismiss}
        />
      ))}
    </>
  );
}

interface TakenBarProps {
  chat: TakenChat;
  /** Chats that are not shown. */
  more: number;
  /** Absent: it is open. */
  onOpen: TakenProps['onOpen'] | undefined;
  onDismiss: (escalationId: string) => void;
}

function TakenBar({ chat: { id, before, now, event }, more, onOpen, onDismiss }: TakenBarProps) {
  const styles = useStyles();
  const { me } = useYou();
  // Watched: a customer who is erased while this stands here is not named any longer.
  const erased = useQuery({ ...escalationOf(id), enabled: now !== null }).data?.erased ?? null;
  const { what, why } = departureWords(before, erased && now ? { ...now, erased } : now, event, me.id);
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar} data-testid="taken">
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{what}</MessageBarTitle>
        {why} {more > 0 && takenWords.andMore({ count: more })}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={commonWords.dismiss}
            onClick={() => onDismiss(id)}
            data-testid="taken-dismiss"
          />
        }
      >
        {now !== null && onOpen && (
          <Button size="small" onClick={() => onOpen(id)} data-testid="taken-open">
            {takenWords.open}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
