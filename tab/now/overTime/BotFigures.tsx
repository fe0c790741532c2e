import { useState } from 'react';
import { mergeClasses } from '@fluentui/react-components';
import type { BotFigures as Counts, BotFiguresAnswer } from '../../../src/contract/botFigures';
import { get } from '../../desk/api';
import { deskNow, zoneHere } from '../../desk/clock';
import { keys } from '../../desk/keys';
import { useConnections } from '../../desk/useDesk';
import { Busy } from '../../parts/Busy';
import { dayAt } from '../../parts/days';
import { Preparing } from '../../parts/Preparing';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { useKept } from '../../parts/useKept';
import { useLocale } from '../../parts/you';
import { botFigureWords, rateWords } from '../../words/botFigures';
import { figureWords } from '../../words/figures';
import { momentInSentence } from '../../words/times';
import { BotChart } from './BotChart';
import { useBotFiguresStyles } from './BotFigures.styles';
import { BotTable } from './BotTable';
import { Card, Count } from './Cards';
import { ChoiceField } from './ChoiceField';
import { useOverTimeStyles } from './OverTime.styles';
import { type Days, momentsOf } from './periods';
import { stillCounted } from './stillCounted';

const REFRESH_MS = 60_000;
const PREPARING_MS = 2_000;

/** For whoever comes back from the history. */
let chosenBefore = '';

interface BotFiguresProps {
  days: Days;
  /** Shows the chats that were handed over in these days: of one bot, or of all of them whose chats are known. */
  onHistory: (days: Days & { zone: string }, connection: string | null) => void;
}

/** How many chats bots had, and how they ended: handed over, resolved, given up. */
export function BotFigures({ days: { from, to }, onHistory }: BotFiguresProps) {
  const styles = useOverTimeStyles();
  const [bot, setBot] = useState(chosenBefore);
  const query = { from, to, zone: zoneHere(), connection: bot };
  const { data, error, refetch, isBusy } = useKept({
    queryKey: keys.botFigures(query),
    asked: query,
    ask: (signal) => get<BotFiguresAnswer>('/figures/bots', { query, signal }),
    structuralSharing: stillCounted,
    everyMs: (answer) => (answer?.preparing ? PREPARING_MS : REFRESH_MS),
  });
  const choose = (id: string) => setBot((chosenBefore = id));
  return (
    <section aria-label={botFigureWords.title} data-testid="bot-figures">
      <h2 className={styles.title}>{botFigureWords.title}</h2>
      {!data && !error && <LoadingRows count={2} label={botFigureWords.loading} />}
      {!data && error && <Failed quiet what={botFigureWords.failed} error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Busy isBusy={isBusy}>
            <About answer={data} />
          </Busy>
          <BotField bot={bot} onChoose={choose} />
          <Busy isBusy={isBusy}>
            <Answer answer={data} onHistory={(id) => onHistory(data.asked, id ?? (data.asked.connection || null))} />
          </Busy>
        </>
      )}
    </section>
  );
}

function About({ answer: { countedSince, from, bots } }: { answer: BotFiguresAnswer }) {
  const styles = useOverTimeStyles();
  const locale = useLocale();
  const isLater = Date.parse(countedSince) > Date.parse(momentsOf({ from, to: from }).from);
  const silent = bots.filter(({ source, gone }) => source === 'notReported' && !gone).length;
  return (
    <p className={styles.about} data-testid="bot-figures-about">
      {[
        botFigureWords.about,
        isLater && botFigureWords.since({ when: momentInSentence(countedSince, deskNow(), locale) }),
        silent > 0 && botFigureWords.leftOut({ count: silent }),
      ]
        .filter(Boolean)
        .join(' ')}
    </p>
  );
}

function BotField({ bot, onChoose }: { bot: string; onChoose: (id: string) => void }) {
  const styles = useOverTimeStyles();
  const connections = useConnections();
  return (
    <div className={styles.controls}>
      <ChoiceField
        label={botFigureWords.bot}
        any={botFigureWords.anyBot}
        items={connections.data}
        value={bot}
        onChoose={onChoose}
        testId="bot-figures-bot"
      />
    </div>
  );
}

function Answer({ answer, onHistory }: { answer: BotFiguresAnswer; onHistory: (connection: string | null) => void }) {
  const { total, previous, preparing, bots, series } = answer;
  if (preparing) return <Preparing quiet preparing={preparing} />;
  if (bots.length === 0) return <StatePanel quiet title={botFigureWords.noBots} />;
  return (
    <>
      {total ? (
        <BotCards figures={total} previous={previous} onHistory={() => onHistory(null)} />
      ) : (
        <StatePanel quiet title={botFigureWords.notKnown} testId="bot-figures-unknown">
          {botFigureWords.howToReport}
        </StatePanel>
      )}
      {series.length > 0 && <BotChart series={series} days={answer} today={dayAt(deskNow(), answer.zone)} />}
      <BotTable answer={answer} onHistory={onHistory} />
    </>
  );
}

const PARTS = ['resolved', 'gaveUp', 'unknown'] as const;

function BotCards({
  figures,
  previous,
  onHistory,
}: {
  figures: Counts;
  previous: Counts | null;
  onHistory: () => void;
}) {
  const styles = useOverTimeStyles();
  const own = useBotFiguresStyles();
  const { chats, escalated } = figures;
  const before = (name: 'escalationRate' | 'deflection') => rateWords(previous && previous[name]);
  const parts = PARTS.filter((part) => part !== 'unknown' || figures.unknown > 0);
  return (
    <ul className={styles.grid}>
      <Card
        name={botFigureWords.chats}
        meaning={botFigureWords.meanings.chats}
        before={previous ? botFigureWords.count(previous.chats) : figureWords.none}
        testId="figure-botChats"
      >
        {botFigureWords.count(chats)}
      </Card>
      <Card
        name={botFigureWords.escalated}
        meaning={botFigureWords.meanings.escalationRate}
        before={previous ? botFigureWords.count(previous.escalated) : figureWords.none}
        testId="figure-botEscalated"
        more={[botFigureWords.chatsHandedOver({ count: chats })]}
      >
        <Count name={botFigureWords.escalated} count={escalated} onOpen={onHistory} />
      </Card>
      <Card
        name={botFigureWords.escalationRate}
        meaning={botFigureWords.meanings.escalationRate}
        before={before('escalationRate')}
        testId="figure-escalationRate"
      >
        {rateWords(figures.escalationRate)}
      </Card>
      <Card
        name={botFigureWords.deflection}
        meaning={botFigureWords.meanings.deflection}
        before={before('deflection')}
        testId="figure-deflection"
        isWide={chats > 0}
        parts={
          chats > 0 && (
            <>
              <div className={own.line} aria-hidden>
                {parts.map((part) => (
                  <span key={part} className={own[part]} style={{ width: `${(100 * figures[part]) / chats}%` }} />
                ))}
              </div>
              <ul className={mergeClasses(own.parts, styles.quiet)}>
                {parts.map((part) => (
                  <li key={part} className={own.part} data-testid={`deflection-${part}`}>
                    <span className={mergeClasses(own.patch, own[part])} aria-hidden />
                    <span>{botFigureWords[part]}</span>
                    <span>
                      {botFigureWords.part({ count: figures[part], share: rateWords(figures[part] / chats) })}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      >
        {rateWords(figures.deflection)}
      </Card>
    </ul>
  );
}
