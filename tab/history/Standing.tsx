import { ToggleButton } from '@fluentui/react-components';
import { ClockAlarmRegular, MailRegular, PauseRegular, TimerOffRegular } from '@fluentui/react-icons';
import { historyWords } from '../words/history';
import type { Filters } from './filters';
import { useHistoryStyles } from './History.styles';

const CHIPS = [
  { field: 'overdue', value: 'any', words: historyWords.standing.overdue, icon: <ClockAlarmRegular /> },
  { field: 'hold', value: 'any', words: historyWords.standing.onHold, icon: <PauseRegular /> },
  { field: 'hold', value: 'ranOut', words: historyWords.standing.holdRanOut, icon: <TimerOffRegular /> },
  { field: 'leftMessage', value: 'any', words: historyWords.standing.leftMessage, icon: <MailRegular /> },
] as const;

interface StandingProps {
  filters: Filters;
  onSet: (part: Partial<Filters>) => void;
}

/** How chats stand apart from the others: what is pressed is looked for. */
export function Standing({ filters, onSet }: StandingProps) {
  const styles = useHistoryStyles();
  return (
    <div role="group" aria-label={historyWords.standing.title} className={styles.chips}>
      {CHIPS.map(({ field, value, words, icon }) => {
        const checked = filters[field] === value;
        return (
          <ToggleButton
            key={words}
            size="small"
            shape="circular"
            icon={icon}
            checked={checked}
            onClick={() => onSet({ [field]: checked ? '' : value })}
            data-testid={`filter-${field}-${value}`}
          >
            {words}
          </ToggleButton>
        );
      })}
    </div>
  );
}
