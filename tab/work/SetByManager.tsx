import { useState } from 'react';
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Me } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { useNotice } from '../parts/Notice';
import { presenceSetWords } from '../words/presenceSet';
import { useNotYetAvailableStyles } from './NotYetAvailable.styles';
import { useSetPresence } from './useSetPresence';

/** Which were read here; another one is news. */
let readAt: string | null = null;

/** A manager set one's presence: who, and why, until one says otherwise or has read it. */
export function SetByManager({ me }: { me: Me }) {
  const styles = useNotYetAvailableStyles();
  const { say } = useNotice();
  const change = useSetPresence();
  const [read, setRead] = useState(readAt);
  const { setBy, presence } = me;
  if (!setBy || setBy.at === read) return null;
  const handleRead = () => {
    readAt = setBy.at;
    setRead(readAt);
  };
  return (
    <MessageBar
      intent="warning"
      layout="multiline"
      politeness="assertive"
      className={styles.bar}
      data-testid="set-by-manager"
    >
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{presenceSetWords.toYou[presence](setBy)}</MessageBarTitle>
        {presenceSetWords.because(setBy)}
      </MessageBarBody>
      <MessageBarActions>
        {presence !== 'available' && (
          <Button
            appearance="primary"
            disabledFocusable={change.isPending}
            onClick={() =>
              change.mutate({ presence: 'available' }, { onError: (error) => say('error', wordsOf(error)) })
            }
            data-testid="available-again"
          >
            {presenceSetWords.iAmAvailable}
          </Button>
        )}
        <Button onClick={handleRead} data-testid="set-read">
          {presenceSetWords.keep}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
