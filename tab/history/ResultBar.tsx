import {
  Select,
  Button,
  Menu,
  MenuButton,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ColumnTripleRegular, LinkRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { EscalationCount, HistoryLink } from '../../src/contract/api';
import { get, post } from '../desk/api';
import { wordsOf } from '../desk/apiError';
import { keys, type ListFilter } from '../desk/keys';
import { useNotice } from '../parts/Notice';
import { useIsWide } from '../parts/useMedia';
import { useYou } from '../parts/you';
import { historyWords } from '../words/history';
import { COLUMNS, type Column, columnsOf, type Filters, ORDERS, toShows, withColumns } from './filters';
import { useHistoryStyles } from './History.styles';
import { ExportButton } from './ExportButton';
import { Views } from './Views';

interface ResultBarProps {
  filters: Filters;
  filter: ListFilter;
  /** Something is narrowed: how much is left is worth counting. */
  isFiltered: boolean;
  /** What is found is still of what was looked for before. */
  isBusy: boolean;
  /** Counted again as often as what is found is asked again. */
  everyMs: number;
  onChange: (filters: Filters) => void;
}

/** How many are found, in which order and which columns; views and links of what is chosen. */
export function ResultBar({ filters, filter, isFiltered, isBusy, everyMs, onChange }: ResultBarProps) {
  const styles = useHistoryStyles();
  const isWide = useIsWide();
  const { isManager } = useYou();
  return (
    <div className={styles.bar}>
      <Count filter={filter} isFiltered={isFiltered} isBusy={isBusy} everyMs={everyMs} />
      <Select
        size="small"
        aria-label={historyWords.order}
        className={styles.order}
        value={filters.order || 'newest'}
        onChange={(_, { value }) => onChange({ ...filters, order: value === 'newest' ? '' : value })}
        data-testid="order"
      >
        {ORDERS.map((order) => (
          <option key={order} value={order}>
            {historyWords.orders[order]}
          </option>
        ))}
      </Select>
      {isWide && <Columns filters={filters} onChange={onChange} />}
      <Views filters={filters} onChange={onChange} />
      <CopyLink filters={filters} />
      {isManager && <ExportButton filter={filter} isFiltered={isFiltered} />}
    </div>
  );
}

type CountProps = Pick<ResultBarProps, 'filter' | 'isFiltered' | 'isBusy' | 'everyMs'>;

function Count({ filter, isFiltered, isBusy, everyMs }: CountProps) {
  const styles = useHistoryStyles();
  const { order: _, ...scope } = filter;
  const { data, isError } = useQuery({
    queryKey: keys.count(scope),
    queryFn: ({ signal }) => get<EscalationCount>('/escalations/count', { query: { ...scope }, signal }),
    enabled: isFiltered,
    refetchInterval: everyMs,
  });
  return (
    <span className={styles.count} role="status" data-testid="history-count">
      {isFiltered && !isError && (data && !isBusy ? historyWords.count(data) : historyWords.counting)}
    </span>
  );
}

function Columns({ filters, onChange }: Pick<ResultBarProps, 'filters' | 'onChange'>) {
  return (
    <Menu
      checkedValues={{ columns: [...columnsOf(filters)] }}
      onCheckedValueChange={(_, { checkedItems }) =>
        onChange({ ...filters, columns: withColumns(checkedItems as Column[]) })
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton size="small" appearance="subtle" icon={<ColumnTripleRegular />} data-testid="columns">
          {historyWords.columns}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {COLUMNS.map((column) => (
            <MenuItemCheckbox
              key={column}
              name="columns"
              value={column}
              persistOnClick
              data-testid={`column-${column}`}
            >
              {historyWords[column]}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function CopyLink({ filters }: { filters: Filters }) {
  const { say } = useNotice();
  const copy = async () => {
    const { url } = await post<HistoryLink>('/history-link', { shows: toShows(filters) });
    await navigator.clipboard.writeText(url).then(
      () => say('info', historyWords.linkCopied),
      () => say('error', historyWords.linkFailed),
    );
  };
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={<LinkRegular />}
      onClick={() => void copy().catch((error: unknown) => say('error', wordsOf(error)))}
      data-testid="copy-link"
    >
      {historyWords.link}
    </Button>
  );
}
