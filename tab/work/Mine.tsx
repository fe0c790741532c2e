import { useState } from 'react';
import { Button, Tooltip } from '@fluentui/react-components';
import { MailUnreadRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import { StatePanel } from '../parts/StatePanels';
import { workWords } from '../words/work';
import { orderMine } from './order';
import { Section } from './Section';
import { useSectionStyles } from './Section.styles';
import { MINE, WAITING } from '../desk/myLists';
import { useEscalations } from '../desk/useEscalations';
import { useMine } from './useMine';

interface MineProps {
  openId: string | null;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** My chats: how many wait for me, all of them or what I have not read. */
export function Mine({ openId, onOpen }: MineProps) {
  const styles = useSectionStyles();
  const [onlyUnread, setOnlyUnread] = useState(false);
  const { items } = useMine();
  const isSomebodyToClaim = useEscalations(WAITING).items.some(({ can }) => can.claim);
  const waiting = items.filter(({ customerWaitsSince }) => customerWaitsSince !== null).length;
  // What is open has just been read, and stays in view until one leaves it.
  const shown = (all: Escalation[]) => all.filter(({ id, unread }) => !onlyUnread || unread > 0 || id === openId);
  return (
    <Section
      id="mine"
      title={workWords.withYou}
      as="mine"
      filter={MINE}
      arrange={(all) => orderMine(shown(all))}
      openId={openId}
      onOpen={onOpen}
      beside={
        <>
          {waiting > 0 && (
            <span className={styles.waits} data-testid="wait-for-you">
              {workWords.waitForYou({ count: waiting })}
            </span>
          )}
          {(items.length > 1 || onlyUnread) && (
            <Tooltip content={workWords.onlyUnread} relationship="label">
              <Button
                size="small"
                appearance={onlyUnread ? 'primary' : 'subtle'}
                className={styles.end}
                aria-pressed={onlyUnread}
                icon={<MailUnreadRegular />}
                onClick={() => setOnlyUnread(!onlyUnread)}
                data-testid="only-unread"
              />
            </Tooltip>
          )}
        </>
      }
      empty={
        onlyUnread ? (
          <StatePanel quiet title={workWords.nothingUnread} testId="nothing-unread" />
        ) : (
          <StatePanel quiet title={workWords.nobodyWithYou}>
            {isSomebodyToClaim && workWords.claimToStart}
          </StatePanel>
        )
      }
    />
  );
}
