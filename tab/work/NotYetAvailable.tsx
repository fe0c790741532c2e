import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { wordsOf } from '../desk/apiError';
import { useNotice } from '../parts/Notice';
import { useYou } from '../parts/you';
import { workWords } from '../words/work';
import { useNotYetAvailableStyles } from './NotYetAvailable.styles';
import { useSetPresence } from './useSetPresence';

/** On the first visit, and until they say so: nothing is offered to them yet. */
export function NotYetAvailable() {
  const styles = useNotYetAvailableStyles();
  const { me } = useYou();
  const { say } = useNotice();
  const change = useSetPresence();
  const offers = me.queues.some((queue) => queue.offers);
  if (me.hasSaid || !me.takesOffers || !offers) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar} data-testid="not-yet-available">
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{workWords.presence.notYet}</MessageBarTitle>
        {workWords.presence.notYetMeans}
      </MessageBarBody>
      <MessageBarActions>
        <Button
          appearance="primary"
          disabledFocusable={change.isPending}
          onClick={() => change.mutate({ presence: 'available' }, { onError: (error) => say('error', wordsOf(error)) })}
          data-testid="become-available"
        >
          {workWords.presence.become}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
