import { useState } from 'react';
import type { FigureDimension, FiguresAnswer, Measure } from '../../../src/contract/api';
import { deskNow } from '../../desk/clock';
import { useQueues } from '../../desk/useDesk';
import { Preparing } from '../../parts/Preparing';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useLocale, useYou } from '../../parts/you';
import { agentFiguresWords } from '../../words/agentFigures';
import { botFigureWords } from '../../words/botFigures';
import { figureWords } from '../../words/figures';
import { dateWords } from '../../words/times';
import { AgentTimes } from './AgentTimes';
import { BotFigures } from './BotFigures';
import { Cards } from './Cards';
import { Chart } from './Chart';
import { ChoiceField } from './ChoiceField';
import { LoadTable } from './LoadTable';
import { useOverTimeStyles } from './OverTime.styles';
import { type Period, PeriodFields } from './PeriodFields';
import { areDays, lastDays } from './periods';
import { Ratings } from './Ratings';
import { RowsTable } from './RowsTable';
import { type Chosen, useFigures } from './useFigures';

/** What opens the history on the same escalations: filters by their names. */
export type Shows = Record<string, string>;

type Choice = Chosen & Period;

/** For whoever comes back from the history. */
let chosenBefore: Choice | null = null;

const DIMENSIONS: FigureDimension[] = ['queue', 'connection', 'agent', 'topic'];
const ROW_FILTERS = { queue: 'figureQueue', agent: 'figureAgent', connection: 'connection', topic: 'topic' } as const;

/** Figures of a period: each with its meaning, what it was before, and the way to what it counts. */
export function OverTime({ onHistory }: { onHistory: (shows: Shows) => void }) {
  const styles = useOverTimeStyles();
  const { me, managesAll } = useYou();
  const { shownTo } = me.agentFigures;
  const ofAgents = shownTo === 'managers';
  const [choice, setChoice] = useState<Choice>(
    () => chosenBefore ?? { ...lastDays(30, deskNow()), length: 30, queue: '', by: 'queue' },
  );
  // Chosen before managers chose otherwise.
  if (!ofAgents && choice.by === 'agent') setChoice({ ...choice, by: choice.queue === '' ? 'queue' : 'connection' });
  const set = (part: Partial<Choice>) => {
    const next = { ...choice, ...part };
    if (next.queue !== '' && next.by === 'queue') next.by = ofAgents ? 'agent' : 'connection';
    chosenBefore = next;
    setChoice(next);
  };
  const { data, error, refetch } = useFigures(choice);
  const open = (figure: Measure | 'escalated', more: Shows = {}) =>
    onHistory({
      from: choice.from,
      to: choice.to,
      figure,
      ...(choice.queue !== '' && { figureQueue: choice.queue }),
      ...more,
    });
  return (
    <div className={styles.scroll} tabIndex={-1} data-testid="over-time">
      <div className={styles.column}>
        <Controls choice={choice} onSet={set} />
        {areDays(choice) ? (
          <Answer
            data={data}
            error={error}
            onRetry={() => void refetch()}
            choice={choice}
            onBy={(by) => set({ by })}
            onOpen={open}
          />
        ) : (
          <StatePanel quiet title={figureWords.wrongDays} />
        )}
        {areDays(choice) &&
          managesAll &&
          (choice.queue === '' ? (
            <BotFigures days={choice} onHistory={(id) => open('escalated', id === null ? {} : { connection: id })} />
          ) : (
            <p className={styles.about} data-testid="bots-not-of-queue">
              {botFigureWords.ofQueue}
            </p>
          ))}
        {areDays(choice) &&
          (shownTo === 'managers' ? (
            <AgentTimes days={choice} />
          ) : (
            <p className={styles.about} data-testid="agents-not-shown">
              {agentFiguresWords.notShown[shownTo]}
            </p>
          ))}
      </div>
    </div>
  );
}

interface AnswerProps {
  data: FiguresAnswer | undefined;
  error: Error | null;
  onRetry: () => void;
  choice: Choice;
  onBy: (by: FigureDimension) => void;
  onOpen: (figure: Measure, more?: Shows) => void;
}

function Answer({ data, error, onRetry, choice, onBy, onOpen }: AnswerProps) {
  const styles = useOverTimeStyles();
  const locale = useLocale();
  const { by, queue } = choice;
  const ofAgents = useYou().me.agentFigures.shownTo === 'managers';
  const choices = DIMENSIONS.filter((each) => (each === 'agent' ? ofAgents : each !== 'queue' || queue === ''));
  if (!data) {
    return error ? (
      <Failed what={figureWords.failed} error={error} onRetry={onRetry} />
    ) : (
      <LoadingRows label={figureWords.loading} />
    );
  }
  const { preparing, total, previous, series } = data;
  if (preparing) return <Preparing testId="figures-preparing" preparing={preparing} />;
  const date = (day: string) => dateWords(day, locale);
  return (
    <>
      <p className={styles.about} data-testid="figures-about">
        {figureWords.about({ from: date(data.from), to: date(data.to), zone: data.zone })}{' '}
        {figureWords.comparedWith({ from: date(data.before.from), to: date(data.before.to) })}
      </p>
      {series.length === 0 ? (
        <StatePanel title={figureWords.nothing} testId="figures-nothing">
          {figureWords.tryLonger}
        </StatePanel>
      ) : (
        <>
          <Cards figures={total} previous={previous} isOneQueue={queue !== ''} onHistory={onOpen} />
          <Ratings figures={total} previous={previous} onHistory={onOpen} />
          <Chart series={series} days={data} isOneQueue={queue !== ''} />
          <RowsTable
            answer={data}
            by={by}
            choices={choices}
            onBy={onBy}
            onHistory={(figure, { key }) => onOpen(figure, { [ROW_FILTERS[by]]: key ?? '' })}
          />
          <LoadTable load={data.load} />
        </>
      )}
    </>
  );
}

function Controls({ choice, onSet }: { choice: Choice; onSet: (part: Partial<Choice>) => void }) {
  const styles = useOverTimeStyles();
  const queues = useQueues();
  return (
    <div className={styles.controls}>
      <PeriodFields period={choice} onSet={onSet} />
      <ChoiceField
        label={figureWords.queue}
        any={figureWords.anyQueue}
        items={queues.data}
        value={choice.queue}
        onChoose={(queue) => onSet({ queue })}
        testId="figures-queue"
      />
    </div>
  );
}
