import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { useClock } from '../parts/useClock';
import { between, durationWords } from '../words/times';
import { workWords } from '../words/work';
import { useGoesBackStyles } from './GoesBack.styles';

interface GoesBackProps {
  warned: Escalation[];
  openId: string | null;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** Of whom the desk takes a chat back soon, because their customer waits: said before it happens, wherever they look. */
export function GoesBack({ warned, openId, onOpen }: GoesBackProps) {
  const styles = useGoesBackStyles();
  const now = useClock();
  const [first, ...others] = warned;
  if (!first?.goesBackAt) return null;
  const { id, customer, queue, goesBackAt } = first;
  const left = between(new Date(now).toISOString(), goesBackAt);
  return (
    <MessageBar intent="warning" className={styles.bar} data-testid="goes-back">
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{workWords.goesBack.title({ customer: <bdi>{customer.name}</bdi> })}</MessageBarTitle>
        {workWords.goesBack.means({ duration: durationWords(left), queue: queue.name })}
        {others.length > 0 && ` ${workWords.goesBack.andMore({ others: others.length })}`}
      </MessageBarBody>
      {id !== openId && (
        <MessageBarActions>
          <Button size="small" onClick={() => onOpen(id, true)} data-testid="goes-back-answer">
            {workWords.goesBack.answer}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
