import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useAgents, useQueues } from '../desk/useDesk';
import { useYou } from '../parts/you';
import { figureWords } from '../words/figures';
import { historyWords } from '../words/history';
import { type Filters, otherZoneOf } from './filters';
import { useHistoryStyles } from './History.styles';

const NO_TOPIC = { topic: '', unnamed: '' };
const NO_FIGURE = { figure: '', figureQueue: '', figureAgent: '', ...NO_TOPIC };
const NAMES: Partial<Record<string, string>> = {
  ...figureWords.counts,
  ...figureWords.shareCounts,
  ...figureWords.botCounts,
  ...figureWords.gradeCounts,
};

interface NarrowedProps {
  filters: Filters;
  onSet: (part: Partial<Filters>) => void;
}

/** What one comes here for from a figure or a group, said in full, and taken away by a press. */
export function Narrowed({ filters, onSet }: NarrowedProps) {
  const styles = useHistoryStyles();
  const figure = useFigureWords(filters);
  const { topic, unnamed, phrase, hour, unlike } = filters;
  const zone = otherZoneOf(filters);
  const chip = (words: string, part: Partial<Filters>, testId: string, title = words) => (
    <Button
      className={styles.phrase}
      icon={<DismissRegular />}
      iconPosition="after"
      title={title}
      onClick={() => onSet(part)}
      data-testid={testId}
    >
      <bdi>{words}</bdi>
    </Button>
  );
  return (
    <>
      {figure !== null && chip(figure, NO_FIGURE, 'filter-figure')}
      {figure === null && topic !== '' && chip(historyWords.onlyTopic({ topic }), NO_TOPIC, 'filter-topic')}
      {figure === null && unnamed === 'topic' && chip(historyWords.onlyNoTopic, NO_TOPIC, 'filter-topic')}
      {unnamed === 'phrase' && chip(historyWords.onlyNoPhrase, { unnamed: '' }, 'filter-unnamed')}
      {unlike !== '' &&
        chip(historyWords.onlyOthers[unlike.startsWith('topic') ? 'topic' : 'phrase'], { unlike: '' }, 'filter-unlike')}
      {phrase !== '' && chip(historyWords.onlyPhrase({ phrase }), { phrase: '' }, 'filter-phrase')}
      {hour !== '' && chip(hourWords(Number(hour)), { hour: '' }, 'filter-hour')}
      {zone !== null && chip(historyWords.daysOf({ zone }), { zone: '' }, 'filter-zone', historyWords.ownDaysInstead)}
    </>
  );
}

function hourWords(ofWeek: number): string {
  const day = figureWords.weekdays[Math.floor(ofWeek / 24)] ?? '';
  return figureWords.openedAt({ day, hour: ofWeek % 24 });
}

/** A figure is of a queue and an agent who need not be those the chats are with now. */
function useFigureWords({ figure, figureQueue, figureAgent, topic, unnamed }: Filters): string | null {
  const { me } = useYou();
  const queues = useQueues().data;
  const agents = useAgents().data;
  if (figure === '') return null;
  const queue = queues?.find(({ id }) => id === figureQueue)?.name ?? figureWords.unknown;
  const agent = [me, ...(agents ?? [])].find(({ id }) => id === figureAgent)?.name ?? figureWords.unknown;
  return historyWords.onlyFigure({
    figure: NAMES[figure] ?? figure,
    of: [
      ...(figureQueue === '' ? [] : [historyWords.ofQueue({ queue })]),
      ...(figureAgent === '' ? [] : [historyWords.ofAgent({ agent })]),
      ...(topic === '' ? [] : [historyWords.ofTopic({ topic })]),
      ...(unnamed === 'topic' ? [historyWords.ofNoTopic] : []),
    ],
  });
}

/** Whoever manages some queues does not see all that a figure of theirs counts. */
export function NotAllSeen({ filters }: Pick<NarrowedProps, 'filters'>) {
  const { isManager, managesAll } = useYou();
  if (!isManager || managesAll || filters.figure === '') return null;
  return (
    <MessageBar intent="info" layout="multiline" data-testid="figure-of-queues">
      <MessageBarBody>{historyWords.figureOfQueues}</MessageBarBody>
    </MessageBar>
  );
}
