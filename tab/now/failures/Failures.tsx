import { Suspense, useState } from 'react';
import { Button, Field, Select } from '@fluentui/react-components';
import { ArrowDownloadRegular, DismissRegular } from '@fluentui/react-icons';
import type { Failure, FailureKind, FailuresAnswer } from '../../../src/contract/api';
import { useConnections, useQueues } from '../../desk/useDesk';
import { deskNow } from '../../desk/clock';
import { dayAt } from '../../parts/days';
import { ScrollArea } from '../../parts/ScrollArea';
import { Busy } from '../../parts/Busy';
import { Preparing } from '../../parts/Preparing';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useToday } from '../../parts/useClock';
import { lazily } from '../../parts/lazily';
import { useLocale, useYou } from '../../parts/you';
import { failureWords } from '../../words/failures';
import { figureWords } from '../../words/figures';
import { dateWords } from '../../words/times';
import { ChoiceField } from '../overTime/ChoiceField';
import { useOverTimeStyles } from '../overTime/OverTime.styles';
import { PeriodFields } from '../overTime/PeriodFields';
import { goesOnWords } from '../overTime/goesOn';
import { areDays, onDay, type Period } from '../overTime/periods';
import { FailureGroup } from './FailureGroup';
import { useFailureStyles } from './Failures.styles';
import { Opens } from './Opens';
import { type Chosen, type Shows, useFailures } from './useFailures';

const ExportFailures = lazily(() => import('./ExportFailures').then(({ ExportFailures }) => ExportFailures));

type Choice = Chosen & Period;

/** For whoever comes back from the history. */
let chosenBefore: Choice = {
  length: 30,
  from: '',
  to: '',
  queue: '',
  connection: '',
  by: 'phrase',
  topic: '',
};

interface FailuresProps {
  onHistory: (shows: Shows) => void;
  onOpen: (escalationId: string) => void;
}

/** What bots could not help with: how often, how it ended, and what helped. */
export function Failures({ onHistory, onOpen }: FailuresProps) {
  const styles = useOverTimeStyles();
  const [chosen, setChosen] = useState(chosenBefore);
  const choice = onDay(chosen, useToday());
  const set = (part: Partial<Choice>) => {
    chosenBefore = { ...choice, ...part };
    setChosen(chosenBefore);
  };
  return (
    <ScrollArea className={styles.scroll} data-testid="failures">
      <div className={styles.column}>
        <Controls choice={choice} onSet={set} />
        {areDays(choice) ? (
          <Groups choice={choice} onSet={set} onHistory={onHistory} onOpen={onOpen} />
        ) : (
          <StatePanel quiet title={figureWords.wrongDays} />
        )}
      </div>
    </ScrollArea>
  );
}

function Groups({
  choice,
  onSet,
  onHistory,
  onOpen,
}: FailuresProps & { choice: Choice; onSet: (part: Partial<Choice>) => void }) {
  const { data, error, refetch, isBusy } = useFailures(choice);
  if (!data) {
    return error ? (
      <Failed what={failureWords.failed} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows label={failureWords.loading} />
    );
  }
  if (data.preparing) return <Preparing testId="failures-preparing" preparing={data.preparing} />;
  const { by, queue, connection, topic } = data.asked;
  const around = {
    from: data.from,
    to: data.to,
    zone: data.zone,
    test: 'without',
    ...(queue && { queue }),
    ...(connection && { connection }),
    ...(topic && { topic }),
  };
  const showsOf = ({ key }: Failure): Shows => ({ ...around, [by]: key });
  return (
    <Busy isBusy={isBusy}>
      <Answer
        data={data}
        by={by}
        ofQueue={Boolean(queue)}
        unnamed={{ ...around, unnamed: by }}
        others={{ ...around, unlike: `${by}:${data.groups.map(({ newest }) => newest).join(',')}` }}
        onHistory={onHistory}
      >
        {data.groups.map((group) => (
          <FailureGroup
            key={group.key}
            group={group}
            by={by}
            knownBots={data.bots}
            largest={data.groups[0]?.count ?? group.count}
            shows={showsOf(group)}
            onHistory={onHistory}
            onOpen={onOpen}
            onPhrases={by === 'topic' ? () => onSet({ by: 'phrase', topic: group.key }) : undefined}
          />
        ))}
      </Answer>
    </Busy>
  );
}

interface AnswerProps {
  data: FailuresAnswer;
  by: FailureKind;
  /** One is chosen. */
  ofQueue: boolean;
  /** What has no topic, or no last phrase; and what is in none of the groups. */
  unnamed: Shows;
  others: Shows;
  onHistory: (shows: Shows) => void;
  children: React.ReactNode;
}

function Answer({ data, by, ofQueue, children, onHistory, ...rest }: AnswerProps) {
  const styles = useOverTimeStyles();
  const own = useFailureStyles();
  const locale = useLocale();
  const { managesAll } = useYou();
  const date = (day: string) => dateWords(day, locale);
  const { total, others, unnamed, groups, before, isCut, previous } = data;
  return (
    <>
      <p className={styles.about} data-testid="failures-about">
        {figureWords.about({ from: date(data.from), to: date(data.to), zone: data.zone })}{' '}
        {previous !== null && figureWords.comparedWith({ from: date(before.from), to: date(before.to) })}{' '}
        {previous !== null && goesOnWords(data, dayAt(deskNow(), data.zone))} {failureWords.total({ total })}{' '}
        {(ofQueue || !managesAll) && failureWords.ofQueue} {by === 'phrase' && failureWords.how}
      </p>
      {isCut && (
        <p className={styles.about} data-testid="failures-cut">
          {failureWords.cut({ from: date(data.from) })}
        </p>
      )}
      {data.bots
        ?.filter(({ source, hours }) => hours.known < hours.of && (source === 'reported' || source === 'counted'))
        .map(({ id, name, source, hours }) => (
          <p key={id} className={styles.about} data-testid="failures-hours">
            {failureWords[source === 'reported' ? 'hoursReported' : 'hoursCounted']({ bot: name, ...hours })}
          </p>
        ))}
      {groups.length === 0 ? (
        <StatePanel title={total === 0 ? failureWords.nothing : failureWords.noneNamed[by]} testId="failures-nothing">
          {failureWords.tryOther}
        </StatePanel>
      ) : (
        <ol className={own.list} aria-label={failureWords.list}>
          {children}
        </ol>
      )}
      <p className={styles.about} data-testid="failures-rest">
        {data.more && failureWords.moreGroups}{' '}
        {others > 0 && (
          <Opens
            name={failureWords.list}
            words={failureWords.others({ count: others })}
            shows={rest.others}
            onHistory={onHistory}
          />
        )}{' '}
        {unnamed > 0 && (
          <Opens
            name={failureWords.list}
            words={failureWords.unnamed[by]({ count: unnamed })}
            shows={rest.unnamed}
            onHistory={onHistory}
          />
        )}
      </p>
    </>
  );
}

function Controls({ choice, onSet }: { choice: Choice; onSet: (part: Partial<Choice>) => void }) {
  const styles = useOverTimeStyles();
  const queues = useQueues();
  const connections = useConnections();
  const [isExporting, setExporting] = useState(false);
  const { queue, connection, by, topic } = choice;
  return (
    <div className={styles.controls}>
      <PeriodFields period={choice} onSet={onSet} />
      <ChoiceField
        label={figureWords.queue}
        any={figureWords.anyQueue}
        items={queues.data}
        value={queue}
        onChoose={(queue) => onSet({ queue })}
        testId="failures-queue"
      />
      <ChoiceField
        label={failureWords.bot}
        any={failureWords.anyBot}
        items={connections.data}
        value={connection}
        onChoose={(connection) => onSet({ connection })}
        testId="failures-connection"
      />
      <Field label={failureWords.by} className={styles.control}>
        <Select
          value={by}
          onChange={(_, { value }) => onSet({ by: value === 'topic' ? 'topic' : 'phrase', topic: '' })}
          data-testid="failures-by"
        >
          <option value="phrase">{failureWords.kinds.phrase}</option>
          <option value="topic">{failureWords.kinds.topic}</option>
        </Select>
      </Field>
      <Button icon={<ArrowDownloadRegular />} onClick={() => setExporting(true)} data-testid="failures-export">
        {failureWords.export}
      </Button>
      {isExporting && (
        <Suspense fallback={null}>
          <ExportFailures chosen={choice} onClose={() => setExporting(false)} />
        </Suspense>
      )}
      {topic !== '' && (
        <Button
          icon={<DismissRegular />}
          iconPosition="after"
          onClick={() => onSet({ by: 'topic', topic: '' })}
          data-testid="failures-topic"
        >
          {failureWords.onlyTopic({ topic })}
        </Button>
      )}
    </div>
  );
}
