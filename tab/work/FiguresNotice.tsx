import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Me } from '../../src/contract/api';
import { wordsOf } from '../desk/apiError';
import { useNotice } from '../parts/Notice';
import { useClock } from '../parts/useClock';
import { useLocale } from '../parts/you';
import { agentFiguresWords } from '../words/agentFigures';
import { whenWords } from '../words/times';
import { useNotYetAvailableStyles } from './NotYetAvailable.styles';
import { useSetPresence } from './useSetPresence';

/** Who sees figures about one's work, until one has read it, and again once it has changed. */
export function FiguresNotice({ me }: { me: Me }) {
  const styles = useNotYetAvailableStyles();
  const { say } = useNotice();
  const now = useClock();
  const locale = useLocale();
  const change = useSetPresence();
  const { shownTo, changedAt, changedBy } = me.agentFigures;
  const handleRead = () =>
    change.mutate({ agentFiguresRead: true }, { onError: (error) => say('error', wordsOf(error)) });
  return (
    <MessageBar intent="info" layout="multiline" className={styles.bar} data-testid="figures-notice">
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{agentFiguresWords.toYou[shownTo]}</MessageBarTitle>
        {changedAt !== null &&
          changedBy !== null &&
          `${agentFiguresWords.changed({ by: changedBy.name, when: whenWords(changedAt, now, locale) })} `}
        {agentFiguresWords.what} {agentFiguresWords.whereFound}
      </MessageBarBody>
      <MessageBarActions>
        <Button disabledFocusable={change.isPending} onClick={handleRead} data-testid="figures-read">
          {agentFiguresWords.read}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
