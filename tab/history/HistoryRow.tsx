import { Fragment } from 'react';
import { mergeClasses } from '@fluentui/react-components';
import type { Escalation } from '../../src/contract/api';
import { customerOf } from '../parts/customer';
import { Status } from '../parts/Status';
import { useClock } from '../parts/useClock';
import { between, durationWords, momentWords } from '../words/times';
import { useIsWide } from '../parts/useMedia';
import { topicOf } from '../parts/topics';
import { useLocale } from '../parts/you';
import type { Column } from './filters';
import { Hits } from './Hits';
import { templateOf, useHistoryStyles } from './History.styles';
import { languageName } from '../parts/languages';
import { commonWords } from '../words/common';
import { erasedWords } from '../words/erased';
import { historyWords } from '../words/history';
import { ratingWords } from '../words/rating';

interface HistoryRowProps {
  escalation: Escalation;
  columns: readonly Column[];
  /** One row of the list is a tab stop. */
  tabIndex: 0 | -1;
  onOpen: (escalationId: string, compose?: boolean) => void;
}

export function HistoryRow({ escalation, columns, tabIndex, onOpen }: HistoryRowProps) {
  const styles = useHistoryStyles();
  const isWide = useIsWide();
  const { id, number, hits } = escalation;
  const name = (
    <button
      type="button"
      tabIndex={tabIndex}
      className={styles.open}
      dir="auto"
      onClick={() => onOpen(id)}
      data-row={id}
      data-testid="open"
    >
      {customerOf(escalation)}
    </button>
  );
  const about = (
    <div className={mergeClasses(styles.cell, styles.quiet)}>
      #{number} · {escalation.test && <>{commonWords.test} · </>}
      <bdi>{aboutOf(escalation)}</bdi>
    </div>
  );
  return (
    <li className={styles.item} data-testid="history-row" data-escalation={id}>
      {isWide ? (
        <div className={styles.row} style={templateOf(columns)}>
          <div className={styles.cell}>
            {name}
            {about}
          </div>
          {columns.map((column) =>
            column === 'status' ? (
              <StatusCell key={column} escalation={escalation} isNamed={columns.includes('agent')} />
            ) : (
              <Cell key={column} escalation={escalation} column={column} />
            ),
          )}
        </div>
      ) : (
        <div className={styles.narrow}>
          <div className={styles.head}>
            {name}
            {columns.includes('opened') && <Cell escalation={escalation} column="opened" />}
          </div>
          {about}
          {columns.includes('status') && <StatusCell escalation={escalation} isNamed={columns.includes('agent')} />}
          <Rest escalation={escalation} columns={columns} />
        </div>
      )}
      {hits && <Hits escalationId={id} hits={hits} onOpen={onOpen} />}
    </li>
  );
}

function aboutOf({ topic, lastPhrase, erased }: Escalation): string {
  const about = topicOf(topic) ?? (lastPhrase && historyWords.said({ words: lastPhrase }));
  return about ?? (erased ? erasedWords.words : historyWords.noTopic);
}

type Valued = Exclude<Column, 'status'>;

/** What says by itself what it is. */
const PLAIN: readonly Column[] = ['queue', 'bot', 'agent'];

/** Where there is little room, what has no place of its own, one behind the other. */
function Rest({ escalation, columns }: Pick<HistoryRowProps, 'escalation' | 'columns'>) {
  const styles = useHistoryStyles();
  const now = useClock();
  const locale = useLocale();
  const rest = columns.filter(
    (column): column is Valued =>
      column !== 'status' && column !== 'opened' && (column !== 'agent' || escalation.assignee !== null),
  );
  if (rest.length === 0) return null;
  return (
    <div className={styles.rest}>
      {rest.map((column, n) => (
        <Fragment key={column}>
          {n > 0 && <span aria-hidden> · </span>}
          <span className={PLAIN.includes(column) ? styles.spoken : undefined}>
            {historyWords.heading({ name: historyWords[column] })}
          </span>
          <bdi>{valueOf(escalation, column, now, locale)}</bdi>
        </Fragment>
      ))}
    </div>
  );
}

function StatusCell({ escalation, isNamed }: { escalation: Escalation; isNamed: boolean }) {
  const styles = useHistoryStyles();
  const { outcome, tags } = escalation;
  const ended = [outcome, ...tags.map(({ name }) => name)].filter(Boolean).join(' · ');
  return (
    <div className={styles.cell}>
      <Status escalation={escalation} isNamed={isNamed} />
      {ended && (
        <div className={mergeClasses(styles.cell, styles.quiet)} dir="auto" title={ended}>
          {ended}
        </div>
      )}
    </div>
  );
}

/** A column's value; its heading is heard, and seen above the list where there is room. */
function Cell({ escalation, column }: { escalation: Escalation; column: Valued }) {
  const styles = useHistoryStyles();
  const now = useClock();
  const locale = useLocale();
  const value = valueOf(escalation, column, now, locale);
  return (
    <div className={mergeClasses(styles.cell, styles.small)} title={value}>
      <span className={styles.spoken}>{historyWords.heading({ name: historyWords[column] })}</span>
      <bdi>{value}</bdi>
    </div>
  );
}

function valueOf(escalation: Escalation, column: Valued, now: number, locale: string): string {
  const { queue, connection, assignee, openedAt, firstClaimedAt, endedAt, language, summary } = escalation;
  switch (column) {
    case 'queue':
      return queue.name;
    case 'bot':
      return connection.name;
    case 'agent':
      return assignee?.name ?? (endedAt ? historyWords.nobody : historyWords.nobodyYet);
    case 'opened':
      return momentWords(openedAt, now, locale);
    case 'waited':
      return durationWords(between(openedAt, firstClaimedAt ?? endedAt ?? now));
    case 'ended':
      return endedAt ? momentWords(endedAt, now, locale) : historyWords.notEnded;
    case 'rating':
      return ratingIn(escalation);
    case 'language':
      return language ? languageName(language, locale) : '–';
    case 'summary':
      return summary ?? '–';
  }
}

function ratingIn({ survey }: Escalation): string {
  if (!survey) return '–';
  const { rating } = survey;
  if (!rating) return historyWords.notAnswered;
  const words = ratingWords.grade(rating);
  return rating.comment === null ? words : ratingWords.commented({ rating: words, comment: rating.comment });
}
