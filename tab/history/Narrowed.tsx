import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useAgents, useQueues } from '../desk/useDesk';
import { useYou } from '../parts/you';
import { figureWords } from '../words/figures';
import { historyWords } from '../words/history';
import type { Filters } from './filters';
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
  const { topic, unnamed, phrase } = filters;
  const chip = (words: string, part: Partial<Filters>, testId: string) => (
    <Button
      className={styles.phrase}
      icon={<DismissRegular />}
      iconPosition="after"
      title={words}
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
      {figure === null && unnamed !== '' && chip(historyWords.onlyNoTopic, NO_TOPIC, 'filter-topic')}
      {phrase !== '' && chip(historyWords.onlyPhrase({ phrase }), { phrase: '' }, 'filter-phrase')}
    </>
  );
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
      ...(unnamed === '' ? [] : [historyWords.ofNoTopic]),
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
