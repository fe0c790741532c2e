import { Fragment, useId, useState } from 'react';
import { Badge, Button } from '@fluentui/react-components';
import {
  ArrowTrendingDownRegular,
  ArrowTrendingRegular,
  ChevronDownRegular,
  ChevronRightRegular,
} from '@fluentui/react-icons';
import type { Failure, FailureKind, FailuresAnswer } from '../../../src/contract/api';
import { failureWords } from '../../words/failures';
import { useFailureStyles } from './Failures.styles';
import { BotsOf } from './BotsOf';
import { Helped } from './Helped';
import { Opens, type OpensProps } from './Opens';
import type { Shows } from './useFailures';

interface FailureGroupProps {
  group: Failure;
  by: FailureKind;
  /** Requests of the largest group. */
  largest: number;
  /** What is known of the bots' chats. */
  knownBots: FailuresAnswer['bots'];
  /** What opens the history on it. */
  shows: Shows;
  onHistory: (shows: Shows) => void;
  onOpen: (escalationId: string) => void;
  /** Shows the phrases of a topic. */
  onPhrases: (() => void) | undefined;
}

/** One of what bots could not help with. */
export function FailureGroup({
  group,
  by,
  largest,
  knownBots,
  shows,
  onHistory,
  onOpen,
  onPhrases,
}: FailureGroupProps) {
  const styles = useFailureStyles();
  const id = useId();
  const [showsHelp, setShowsHelp] = useState(false);
  const { key, count, share, examples, bots, asksForPerson } = group;
  const name = by === 'phrase' ? failureWords.quoted({ phrase: key }) : key;
  return (
    <li className={styles.group} aria-labelledby={id} data-testid="failure" data-key={key}>
      <div className={styles.head}>
        <h2 className={styles.name} id={id}>
          <bdi>{name}</bdi>
        </h2>
        {asksForPerson && (
          <Badge appearance="tint" color="informative" title={failureWords.asksForPersonMeaning}>
            {failureWords.asksForPerson}
          </Badge>
        )}
        <Opens
          name={name}
          words={failureWords.requests({ count })}
          shows={shows}
          onHistory={onHistory}
          className={styles.count}
        />
      </div>
      <div className={styles.bar} aria-hidden>
        <span style={{ width: `${(count / Math.max(1, largest)) * 100}%` }} />
      </div>
      <dl className={styles.lines}>
        <div>
          <dd>{failureWords.share({ share })}</dd>
          <dd data-testid="failure-trend">
            <Trend count={count} previous={group.previous} />
          </dd>
        </div>
        <BotsOf bots={bots} known={knownBots} name={name} shows={shows} onHistory={onHistory} />
        <Ends group={group} name={name} shows={shows} onHistory={onHistory} />
        {examples.length > 0 && (
          <div>
            <dt>{failureWords.examples}</dt>
            {examples.map(({ text }, n) => (
              <dd key={n}>
                <bdi>{failureWords.quoted({ phrase: text })}</bdi>
              </dd>
            ))}
          </div>
        )}
      </dl>
      <div className={styles.actions}>
        <Button
          size="small"
          appearance="subtle"
          icon={showsHelp ? <ChevronDownRegular /> : <ChevronRightRegular />}
          aria-expanded={showsHelp}
          aria-label={failureWords.helpedWith({ name })}
          onClick={() => setShowsHelp(!showsHelp)}
          data-testid="failure-helped"
        >
          {failureWords.helped}
        </Button>
        {onPhrases && (
          <Button size="small" appearance="subtle" onClick={onPhrases} data-testid="failure-phrases">
            {failureWords.phrasesOf}
          </Button>
        )}
      </div>
      {showsHelp && <Helped shows={shows} onOpen={onOpen} />}
    </li>
  );
}

function Trend({ count, previous }: { count: number; previous: number | null }) {
  const styles = useFailureStyles();
  if (previous === null) return failureWords.notCompared;
  if (previous === count) return failureWords.same;
  const by = Math.abs(count - previous);
  const words =
    previous === 0 ? failureWords.fresh : count > previous ? failureWords.more({ by }) : failureWords.fewer({ by });
  return (
    <span className={styles.trend}>
      {count > previous ? <ArrowTrendingRegular aria-hidden /> : <ArrowTrendingDownRegular aria-hidden />}
      {words}
    </span>
  );
}

function Ends({ group, name, shows, onHistory }: OpensProps & { group: Failure }) {
  const { resolved, abandoned, open, outcomes } = group;
  const ends = [
    { id: 'resolved', words: failureWords.resolved, count: resolved, status: 'resolved' },
    { id: 'abandoned', words: failureWords.abandoned, count: abandoned, status: 'abandoned' },
    { id: 'open', words: failureWords.open, count: open, status: 'waiting,claimed' },
  ];
  const link = (words: string, count: number, more: Shows) => (
    <Opens
      name={name}
      words={failureWords.counted({ name: words, count })}
      shows={{ ...shows, ...more }}
      onHistory={onHistory}
    />
  );
  return (
    <div>
      <dt>{failureWords.ended}</dt>
      {ends
        .filter(({ count }) => count > 0)
        .map(({ id, words, count, status }) => (
          <Fragment key={id}>
            <dd>{link(words, count, { status })}</dd>
            {id === 'resolved' &&
              outcomes.some((outcome) => outcome.id !== 'none') &&
              outcomes.map((outcome) => (
                <dd key={outcome.id}>
                  ({link(outcomeWords(outcome), outcome.count, { status: 'resolved', outcome: outcome.id })})
                </dd>
              ))}
          </Fragment>
        ))}
    </div>
  );
}

function outcomeWords({ id, name }: Failure['outcomes'][number]): string {
  if (id === 'none') return failureWords.noOutcome;
  return name ?? failureWords.ownOutcome;
}
