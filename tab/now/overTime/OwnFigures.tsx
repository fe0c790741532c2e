import { useState } from 'react';
import type { FiguresAnswer } from '../../../src/contract/api';
import { deskNow } from '../../desk/clock';
import { dayAt } from '../../parts/days';
import { ScrollArea } from '../../parts/ScrollArea';
import { Busy } from '../../parts/Busy';
import { Preparing } from '../../parts/Preparing';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useToday } from '../../parts/useClock';
import { useLocale, useYou } from '../../parts/you';
import { agentFiguresWords } from '../../words/agentFigures';
import { figureWords } from '../../words/figures';
import { dateWords } from '../../words/times';
import { AgentTimes } from './AgentTimes';
import { CountCards, DurationCards, Group, type OpenFigure } from './Cards';
import { useOverTimeStyles } from './OverTime.styles';
import { PeriodFields } from './PeriodFields';
import { goesOnWords } from './goesOn';
import { areDays, onDay, type Period } from './periods';
import { Ratings } from './Ratings';
import { useOwnFigures } from './useFigures';

/** For whoever comes back from the history. */
let chosenBefore: Period = { length: 30, from: '', to: '' };

interface OwnFiguresProps {
  /** Shows the chats a figure counts. */
  onHistory: (shows: Record<string, string>) => void;
}

/** What an agent did, for that agent alone: the figures managers have of queues, and the time in state. */
export function OwnFigures({ onHistory }: OwnFiguresProps) {
  const styles = useOverTimeStyles();
  const { me } = useYou();
  const [chosen, setChosen] = useState(chosenBefore);
  const period = onDay(chosen, useToday());
  const set = (part: Partial<Period>) => {
    chosenBefore = { ...period, ...part };
    setChosen(chosenBefore);
  };
  if (me.agentFigures.shownTo === 'nobody') {
    return (
      <StatePanel fill title={agentFiguresWords.nobodySees} testId="figures-not-shown">
        {agentFiguresWords.nobodySeesMeans}
      </StatePanel>
    );
  }
  return (
    <ScrollArea className={styles.scroll} data-testid="own-figures">
      <div className={styles.column}>
        <div className={styles.controls}>
          <PeriodFields period={period} onSet={set} />
        </div>
        <p className={styles.about} data-testid="own-figures-seen-by">
          {agentFiguresWords.toYou[me.agentFigures.shownTo]}
        </p>
        {areDays(period) ? (
          <>
            <Totals period={period} onHistory={onHistory} />
            <AgentTimes days={period} agent="me" />
          </>
        ) : (
          <StatePanel quiet title={figureWords.wrongDays} />
        )}
      </div>
    </ScrollArea>
  );
}

function Totals({ period, onHistory }: OwnFiguresProps & { period: Period }) {
  const { me } = useYou();
  const { data, error, refetch, isBusy } = useOwnFigures(period);
  if (!data) {
    return error ? (
      <Failed what={figureWords.failed} error={error} onRetry={() => void refetch()} />
    ) : (
      <LoadingRows label={figureWords.loading} />
    );
  }
  const { from, to } = data.asked;
  return (
    <Busy isBusy={isBusy}>
      <Answer
        data={data}
        onOpen={(figure, days) => onHistory({ from, to, zone: data.zone, ...days, figure, figureAgent: me.id })}
      />
    </Busy>
  );
}

function Answer({ data, onOpen }: { data: FiguresAnswer; onOpen: OpenFigure }) {
  const styles = useOverTimeStyles();
  const locale = useLocale();
  const { preparing, total, previous, before } = data;
  if (preparing) return <Preparing testId="figures-preparing" preparing={preparing} />;
  const date = (day: string) => dateWords(day, locale);
  return (
    <>
      <p className={styles.about} data-testid="figures-about">
        {agentFiguresWords.mineAbout({ from: date(data.from), to: date(data.to), zone: data.zone })}{' '}
        {figureWords.comparedWith({ from: date(data.before.from), to: date(data.before.to) })}{' '}
        {goesOnWords(data, dayAt(deskNow(), data.zone))}
      </p>
      <Group title={figureWords.groups.volume}>
        <CountCards
          names={['accepted', 'answered', 'resolved', 'handedOn']}
          figures={total}
          previous={previous}
          before={before}
          onHistory={onOpen}
        />
      </Group>
      <Group title={figureWords.groups.times} about={figureWords.openHours}>
        <DurationCards figures={total} previous={previous} />
      </Group>
      <Ratings figures={total} previous={previous} before={before} onHistory={onOpen} />
    </>
  );
}
