import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, ClockRegular, ErrorCircleRegular, EyeRegular } from '@fluentui/react-icons';
import type { Delivery } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { useMessageStyles } from './MessageLine.styles';
import { useRetry } from './useTranscript';
import { transcriptWords } from '../../words/transcript';

interface DeliveryStateProps {
  delivery: Delivery;
  seq: number;
  escalationId: string;
  canRetry: boolean;
}

/** Whether an agent's words have reached the customer, and what to do when not. */
export function DeliveryState({ delivery, seq, escalationId, canRetry }: DeliveryStateProps) {
  const styles = useMessageStyles();
  const { say } = useNotice();
  const retry = useRetry(escalationId);
  const state = retry.isPending ? 'sending' : delivery.state;
  return (
    <span data-testid="delivery" data-state={state} className={state === 'failed' ? styles.failed : styles.state}>
      {state === 'sending' && (
        <>
          <ClockRegular aria-hidden /> {transcriptWords.delivery.sending}
        </>
      )}
      {state === 'delivered' && (
        <>
          {delivery.readAt ? <EyeRegular aria-hidden /> : <CheckmarkRegular aria-hidden />}{' '}
          {delivery.readAt ? transcriptWords.delivery.read : transcriptWords.delivery.delivered}
        </>
      )}
      {state === 'failed' && (
        <>
          <ErrorCircleRegular aria-hidden />{' '}
          {delivery.reason
            ? transcriptWords.delivery.failedWhy({ reason: delivery.reason })
            : transcriptWords.delivery.failed}
          {canRetry && (
            <Button
              size="small"
              appearance="subtle"
              onClick={() => retry.mutate(seq, { onError: (error) => say('error', wordsOf(error)) })}
              data-testid="retry"
            >
              {transcriptWords.delivery.retry}
            </Button>
          )}
        </>
      )}
    </span>
  );
}
