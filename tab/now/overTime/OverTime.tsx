import { useState } from 'react';
import type { FigureDimension, FiguresAnswer, Measure } from '../../../src/contract/api';
import { useQueues } from '../../desk/useDesk';
import { deskNow } from '../../desk/clock';
import { dayAt } from '../../parts/days';
import { ScrollArea } from '../../parts/ScrollArea';
import { Busy } from '../../parts/Busy';
import { Preparing } from '../../parts/Preparing';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useToday } from '../../parts/useClock';
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
import { PeriodFields } from './PeriodFields';
import { goesOnWords } from './goesOn';
import { areDays, type Days, onDay, type Period, toComeOf } from './periods';
import { Ratings } from './Ratings';
import { RowsTable } from './RowsTable';
import { type Chosen, useFigures } from './useFigures';

/** What opens the history on the same escalations: filters by their names. */
export type Shows = Record<string, string>;

type Choice = Chosen & Period;

/** For whoever comes back from the history. */
let chosenBefore: Choice = { length: 30, from: '', to: '', queue: '', by: 'queue' };

const DIMENSIONS: FigureDimension[] = ['queue', 'connection', 'agent', 'topic'];
const ROW_FILTERS = { queue: 'figureQueue', agent: 'figureAgent', connection: 'connection', topic: 'topic' } as const;
const rowFilter = (by: FigureDimension, key: string | null): Shows =>
  key === null ? { unnamed: 'topic' } : { [ROW_FILTERS[by]]: key };

/** Figures of a period: each with its meaning, what it was before, and the way to what it counts. */
export function OverTime({ onHistory }: { onHistory: (shows: Shows) => void }) {
  const styles = useOverTimeStyles();
  const { me, managesAll } = useYou();
  const { shownTo } = me.agentFigures;
  const ofAgents = shownTo === 'managers';
  const [chosen, setChosen] = useState(chosenBefore);
  const choice = onDay(chosen, useToday());
  // Chosen before managers chose otherwise.
  if (!ofAgents && choice.by === 'agent') setChosen({ ...choice, by: choice.queue === '' ? 'queue' : 'connection' });
  const set = (part: Partial<Choice>) => {
    const next = { ...choice, ...part };
    if (next.queue !== '' && next.by === 'queue') next.by = ofAgents ? 'agent' : 'connection';
    chosenBefore = next;
    setChosen(next);
  };
  return (
    <ScrollArea className={styles.scroll} data-testid="over-time">
      <div className={styles.column}>
        <Controls choice={choice} onSet={set} />
        {areDays(choice) ? (
          <Totals choice={choice} onBy={(by) => set({ by })} onHistory={onHistory} />
        ) : (
          <StatePanel quiet title={figureWords.wrongDays} />
        )}
        {areDays(choice) &&
          managesAll &&
          (choice.queue === '' ? (
            <BotFigures
              days={choice}
              onHistory={({ from, to, zone }, id) =>
                onHistory({ from, to, zone, figure: 'escalated', ...(id !== null && { connection: id }) })
              }
            />
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
    </ScrollArea>
  );
}

interface TotalsProps {
  choice: Choice;
  onBy: (by: FigureDimension) => void;
  onHistory: (shows: Shows) => void;
}

function Totals({ choice, onBy, onHistory }: TotalsProps) {
  const { data, error, refetch, isBusy } = useFigures(choice);
  if (!data) {
    return error ? (
      <Failed what={figureWords.failed} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows label={figureWords.loading} />
    );
  }
  return (
    <Busy isBusy={isBusy}>
      <Answer data={data} choice={choice} onBy={onBy} onHistory={onHistory} />
    </Busy>
  );
}

function Answer({ data, choice, onBy, onHistory }: TotalsProps & { data: FiguresAnswer & { asked: Chosen } }) {
  const styles = useOverTimeStyles();
  const locale = useLocale();
  const { me, managesAll } = useYou();
  const ofAgents = me.agentFigures.shownTo === 'managers';
  const choices = DIMENSIONS.filter((each) => (each === 'agent' ? ofAgents : each !== 'queue' || choice.queue === ''));
  const { preparing, total, previous, series, asked } = data;
  if (preparing) return <Preparing testId="figures-preparing" preparing={preparing} />;
  const { from, to, queue, by } = asked;
  const open = (figure: Measure, more: Shows | Days = {}) =>
    onHistory({ from, to, zone: data.zone, figure, ...(queue !== '' && { figureQueue: queue }), ...more });
  const date = (day: string) => dateWords(day, locale);
  const today = dayAt(deskNow(), data.zone);
  const isToCome = toComeOf(data, today) === 'all';
  const of = { figures: total, previous, before: data.before, onHistory: open };
  return (
    <>
      <p className={styles.about} data-testid="figures-about">
        {figureWords.about({ from: date(data.from), to: date(data.to), zone: data.zone })}{' '}
        {!isToCome && figureWords.comparedWith({ from: date(data.before.from), to: date(data.before.to) })}{' '}
        {goesOnWords(data, today)} {!managesAll && queue === '' && figureWords.ofYourQueues}
      </p>
      {series.length === 0 ? (
        <StatePanel title={figureWords.nothing} testId="figures-nothing">
          {!isToCome && figureWords.tryLonger}
        </StatePanel>
      ) : (
        <>
          <Cards {...of} isOneQueue={queue !== ''} />
          <Ratings {...of} />
          <Chart series={series} days={data} today={today} isOneQueue={queue !== ''} onHistory={open} />
          <RowsTable
            answer={data}
            by={by}
            isWholeDesk={managesAll && queue === ''}
            chosen={choice.by}
            choices={choices}
            onBy={onBy}
            onHistory={(figure, { key }) => open(figure, rowFilter(by, key))}
          />
          <LoadTable load={data.load} onHistory={(hour) => open('opened', { hour: String(hour) })} />
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
