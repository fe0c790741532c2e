import { useEffect, useRef, type ReactNode } from 'react';
import { Avatar, Badge, Button } from '@fluentui/react-components';
import { ArrowLeftRegular, EyeRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import { customerOf } from '../parts/customer';
import { Status } from '../parts/Status';
import { topicOf } from '../parts/topics';
import { useYou } from '../parts/you';
import { colleagueWords } from './details/colleagueWords';
import { useHeaderStyles } from './Header.styles';
import { useViewers } from './useViewers';
import { commonWords } from '../words/common';
import { conversationWords } from '../words/conversation';

interface HeaderProps {
  escalation: Escalation;
  onBack: (() => void) | undefined;
  /** No list beside it: its heading is the page's. */
  alone: boolean;
  /** The composer wants the focus instead. */
  leaveFocus: boolean;
  children: ReactNode;
}

/** Who this is about and how it stands; takes the focus when the conversation opens. */
export function Header({ escalation, onBack, alone, leaveFocus, children }: HeaderProps) {
  const Heading = alone ? 'h1' : 'h2';
  const styles = useHeaderStyles();
  const { number, topic, queue } = escalation;
  const customer = customerOf(escalation);
  const colleagues = colleagueWords(escalation.colleagues, useYou().me.id);
  const viewers = useViewers(escalation.id).map(({ name }) => name);
  const heading = useRef<HTMLHeadingElement>(null);
  const mayFocus = !leaveFocus;
  useEffect(() => {
    // Whoever goes through a list goes on from where they are.
    if (mayFocus && !document.activeElement?.closest('[data-keeps-focus]')) heading.current?.focus();
    // Only when the conversation opens, not when the composer lets go later.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <header className={styles.header} data-pane data-testid="conversation-header">
      <div className={styles.who}>
        {onBack && (
          <Button
            appearance="subtle"
            icon={<ArrowLeftRegular />}
            aria-label={conversationWords.backToList}
            onClick={onBack}
            data-testid="back"
          />
        )}
        <Avatar name={customer} size={36} color="colorful" aria-hidden />
        <div className={styles.names}>
          <Heading className={styles.title} ref={heading} tabIndex={-1} data-heading>
            <span className={styles.name} dir="auto" title={customer}>
              {customer}
            </span>
            <span className={styles.number}>#{number}</span>
            {escalation.test && <Badge appearance="outline">{commonWords.test}</Badge>}
          </Heading>
          <div className={styles.sub}>
            <Status escalation={escalation} />
            <span className={styles.cut} title={topicOf(topic) ?? queue.name}>
              · {topicOf(topic) ?? queue.name}
            </span>
          </div>
          {colleagues && (
            <div className={styles.sub}>
              <span className={styles.cut} title={colleagues} data-testid="helpers">
                {colleagues}
              </span>
            </div>
          )}
          {viewers.length > 0 && (
            <div className={styles.sub} data-testid="viewers">
              <EyeRegular aria-hidden />
              <span className={styles.cut} title={conversationWords.viewers({ names: viewers })}>
                {conversationWords.viewers({ names: viewers })}
              </span>
            </div>
          )}
        </div>
      </div>
      <div className={styles.actions}>{children}</div>
    </header>
  );
}
