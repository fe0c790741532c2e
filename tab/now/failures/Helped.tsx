import { Link } from '@fluentui/react-components';
import type { FailureAnswers } from '../../../src/contract/api';
import { jumpTo } from '../../desk/jump';
import { Failed, LoadingRows } from '../../parts/StatePanels';
import { failureWords } from '../../words/failures';
import { tookWords } from '../../words/figures';
import { useOverTimeStyles } from '../overTime/OverTime.styles';
import { useFailureStyles } from './Failures.styles';
import { type Shows, useFailureAnswers } from './useFailures';

/** What agents did about a group: how long it took, and what they wrote before a good end. */
export function Helped({ shows, onOpen }: { shows: Shows; onOpen: (escalationId: string) => void }) {
  const styles = useOverTimeStyles();
  const own = useFailureStyles();
  const { data, error, refetch } = useFailureAnswers(shows);
  if (!data) {
    return error ? (
      <Failed quiet what={failureWords.answersFailed} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows count={2} label={failureWords.answersLoading} />
    );
  }
  const { handle, goodEnds, answers } = data;
  return (
    <div className={own.helped} data-testid="helped">
      <p className={styles.about}>
        {handle
          ? failureWords.handling({ median: tookWords(handle.median), ninety: tookWords(handle.p90) })
          : failureWords.nobodyHad}
      </p>
      <p className={styles.about}>
        {goodEnds === 0
          ? failureWords.noGoodEnd
          : answers.length === 0
            ? failureWords.noAnswer
            : failureWords.answersIn({ goodEnds })}
      </p>
      {answers.length > 0 && (
        <ul className={own.answers}>
          {answers.map((answer) => (
            <Answer key={`${answer.escalation.id} ${answer.seq}`} answer={answer} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Answer({
  answer: { text, count, escalation, seq, agent },
  onOpen,
}: {
  answer: FailureAnswers['answers'][number];
  onOpen: (escalationId: string) => void;
}) {
  const styles = useOverTimeStyles();
  const own = useFailureStyles();
  return (
    <li className={own.answer}>
      <p className={own.words} dir="auto">
        {text}
      </p>
      <p className={styles.about}>
        {failureWords.writtenIn({ count })} ·{' '}
        <Link
          as="button"
          className={own.small}
          onClick={() => {
            jumpTo(escalation.id, seq);
            onOpen(escalation.id);
          }}
          data-testid="answer-line"
          data-seq={seq}
        >
          {failureWords.goTo({ chat: escalation.number, agent: agent.name })}
        </Link>
      </p>
    </li>
  );
}
