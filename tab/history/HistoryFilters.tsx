import { useRef, useState } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { FilterRegular, SearchRegular } from '@fluentui/react-icons';
import { useAgents, useConnections, useQueues } from '../desk/useDesk';
import { useIsWide } from '../parts/useMedia';
import { useYou } from '../parts/you';
import { Choice, type Option } from './Choice';
import { countOf, MORE_FIELDS, NO_FILTERS, type Filters } from './filters';
import { useHistoryStyles } from './History.styles';
import { MoreFilters } from './MoreFilters';
import { Narrowed } from './Narrowed';
import { Standing } from './Standing';
import { historyWords } from '../words/history';

/** Of the choice of days, and of no filter: they are chosen beside it. */
const OWN_DAYS = 'own';

interface HistoryFiltersProps {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

export function HistoryFilters({ filters, onChange }: HistoryFiltersProps) {
  const styles = useHistoryStyles();
  const { isManager } = useYou();
  const isWide = useIsWide();
  const [wants, setWants] = useState<boolean | null>(null);
  const queues = useQueues();
  const agents = useAgents();
  const connections = useConnections(isManager);
  const shown = wants ?? isWide;
  const count = countOf(filters);
  const [showsMore, setShowsMore] = useState(false);
  const more = MORE_FIELDS.filter((field) => filters[field] !== '').length;
  const hasOwnDays = filters.from !== '' || filters.to !== '';
  const search = useRef<HTMLInputElement>(null);
  /** Where it is there, no keyboard need come up. */
  const toggle = useRef<HTMLButtonElement>(null);
  /** What is pressed goes with what it takes away: the focus stays among the filters. */
  const takeAway = (rest: Filters) => {
    onChange(rest);
    (toggle.current ?? search.current)?.focus();
  };
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const choice = (
    label: string,
    name: 'queue' | 'connection' | 'assignee',
    items: Named[] | undefined,
    any: string,
  ) => (
    <Choice
      label={label}
      value={filters[name]}
      options={[['', any], ...(items ?? []).map(({ id, name }): Option => [id, name])]}
      isLoading={items === undefined}
      onChange={(value) => set({ [name]: value })}
      testId={`filter-${name}`}
    />
  );
  return (
    <search className={styles.filters} aria-label={historyWords.filter} data-testid="filters">
      <Field label={historyWords.search} className={styles.search}>
        <Input
          ref={search}
          value={filters.q}
          type="search"
          maxLength={500}
          dir="auto"
          title={historyWords.searchHow}
          placeholder={historyWords.searchHint}
          contentBefore={<SearchRegular />}
          onChange={(_, data) => set({ q: data.value })}
          data-testid="filter-q"
        />
      </Field>
      {!isWide && (
        <Button
          ref={toggle}
          className={shown ? styles.toggle : undefined}
          icon={<FilterRegular />}
          aria-expanded={shown}
          onClick={() => setWants(!shown)}
          data-testid="toggle-filters"
        >
          {count > 0 ? historyWords.filtersChosen({ count }) : historyWords.filters}
        </Button>
      )}
      {shown && (
        <>
          <Choice
            label={historyWords.status}
            value={filters.status}
            options={[['', historyWords.anyStatus], ...Object.entries(historyWords.statuses)]}
            onChange={(value) => set({ status: value })}
            testId="filter-status"
          />
          {choice(historyWords.queue, 'queue', queues.data, historyWords.anyQueue)}
          {isManager && choice(historyWords.bot, 'connection', connections.data, historyWords.anyBot)}
          {choice(historyWords.agent, 'assignee', agents.data, historyWords.anyAgent)}
          <Choice
            label={historyWords.period}
            value={hasOwnDays ? OWN_DAYS : filters.days}
            options={[
              ['', historyWords.anyTime],
              ...Object.entries(historyWords.lastDays),
              ...(hasOwnDays ? [[OWN_DAYS, historyWords.ownDays] as const] : []),
            ]}
            onChange={(days) => set({ days, from: '', to: '' })}
            testId="filter-days"
          />
          <Field label={historyWords.from} className={styles.field}>
            <Input
              type="date"
              value={filters.from}
              max={filters.to || undefined}
              onChange={(_, data) => set({ from: data.value, days: '' })}
              data-testid="filter-from"
            />
          </Field>
          <Field label={historyWords.to} className={styles.field}>
            <Input
              type="date"
              value={filters.to}
              min={filters.from || undefined}
              onChange={(_, data) => set({ to: data.value, days: '' })}
              data-testid="filter-to"
            />
          </Field>
          <Standing filters={filters} onSet={set} />
          {showsMore && <MoreFilters filters={filters} onSet={set} />}
          <Button
            appearance="subtle"
            aria-expanded={showsMore}
            onClick={() => setShowsMore(!showsMore)}
            data-testid="more-filters"
          >
            {showsMore ? historyWords.fewer : more > 0 ? historyWords.moreChosen({ count: more }) : historyWords.more}
          </Button>
        </>
      )}
      <Narrowed filters={filters} onSet={(part) => takeAway({ ...filters, ...part })} />
      {(count > 0 || filters.q) && (
        <Button
          appearance="subtle"
          onClick={() => takeAway({ ...NO_FILTERS, order: filters.order, columns: filters.columns })}
          data-testid="clear-filters"
        >
          {historyWords.clear}
        </Button>
      )}
    </search>
  );
}

interface Named {
  id: string;
  name: string;
}
