import { Button } from '@fluentui/react-components';
import { NoteRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../src/contract/api';
import { momentInSentence } from '../words/times';
import { useClock } from '../parts/useClock';
import { useLocale } from '../parts/you';
import { useCommands } from '../keyboard/commands';
import { Hinted } from '../keyboard/Hinted';
import { useComposerStyles } from './composer/Composer.styles';
import { conversationWords } from '../words/conversation';

interface GateProps {
  escalation: Escalation;
  isClaiming: boolean;
  onClaim: () => void;
  onNote: () => void;
}

/** Stands where the composer would be when one may not answer: why, and what one may do instead. */
export function Gate({ escalation, isClaiming, onClaim, onNote }: GateProps) {
  const styles = useComposerStyles();
  const locale = useLocale();
  const now = useClock();
  const { can, id } = escalation;
  useCommands({ claim: can.claim && !isClaiming && onClaim, note: can.note && onNote }, id);
  return (
    <div className={styles.dock} data-pane>
      <div className={styles.gate} data-testid="composer-closed">
        <span className={styles.reason}>{reasonWords(escalation, now, locale)}</span>
        {can.note && (
          <Hinted command="note" words={conversationWords.writeNote}>
            <Button icon={<NoteRegular />} onClick={onNote} data-testid="write-note">
              {conversationWords.writeNote}
            </Button>
          </Hinted>
        )}
        {can.claim && (
          <Hinted command="claim" words={conversationWords.claim}>
            <Button appearance="primary" disabledFocusable={isClaiming} onClick={onClaim} data-testid="claim">
              {isClaiming ? conversationWords.claiming : conversationWords.claim}
            </Button>
          </Hinted>
        )}
      </div>
    </div>
  );
}

function reasonWords(
  { status, can, assignee, customer, queue, claimedAt }: Escalation,
  now: number,
  locale: string,
): string {
  switch (status) {
    case 'waiting':
      return can.claim ? conversationWords.unclaimed : conversationWords.waitingForMembers({ queue: queue.name });
    case 'claimed': {
      const names = { name: assignee?.name ?? conversationWords.anAgent, customer: customer.name };
      return claimedAt
        ? conversationWords.withAgentSince({ ...names, since: momentInSentence(claimedAt, now, locale) })
        : conversationWords.withAgent(names);
    }
    case 'resolved':
    case 'abandoned':
      return conversationWords.ended;
  }
}
