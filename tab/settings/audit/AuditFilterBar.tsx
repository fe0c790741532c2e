import { useEffect, useRef, useState } from 'react';
import {
  Button,
  Field,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Select,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, SearchRegular } from '@fluentui/react-icons';
import type { AuditKind } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useAgents } from '../../desk/useDesk';
import { useNotice } from '../../parts/Notice';
import { useYou } from '../../parts/you';
import { auditWords } from '../../words/settings/audit';
import { useAuditStyles } from './Audit.styles';
import { type AuditFilters, downloadAudit, NO_FILTERS } from './useAuditLog';

interface AuditFilterBarProps {
  filters: AuditFilters;
  /** Whom one has read of, besides the agents. */
  people: readonly { id: string; name: string }[];
  onChange: (filters: AuditFilters) => void;
}

const KINDS = Object.keys(auditWords.kinds) as AuditKind[];

/** What one looks for, and all of it as a file. */
export function AuditFilterBar({ filters, people, onChange }: AuditFilterBarProps) {
  const styles = useAuditStyles();
  const { me } = useYou();
  const { data: agents = [] } = useAgents();
  // Whoever was chosen stays among the choices, whatever is shown then.
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const all = new Map([...known, ...[...agents, ...people].map(({ id, name }) => [id, name] as const)]);
  const set = (part: Partial<AuditFilters>) => {
    setKnown(all);
    onChange({ ...filters, ...part });
  };
  const isFiltered = Object.values(filters).some((value) => value !== '');
  const others = [...all].filter(([id]) => id !== me.id).sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <search className={styles.filters} aria-label={auditWords.filter}>
      <Field label={auditWords.search} className={styles.search}>
        <Input
          value={filters.q}
          type="search"
          maxLength={500}
          dir="auto"
          placeholder={auditWords.searchHint}
          contentBefore={<SearchRegular />}
          onChange={(_, { value }) => set({ q: value })}
          data-testid="audit-q"
        />
      </Field>
      <Field label={auditWords.kind} className={styles.field}>
        <Select value={filters.kind} onChange={(_, { value }) => set({ kind: value })} data-testid="audit-kind">
          <option value="">{auditWords.anyKind}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {auditWords.kinds[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={auditWords.who} className={styles.field}>
        <Select value={filters.person} onChange={(_, { value }) => set({ person: value })} data-testid="audit-person">
          <option value="">{auditWords.anybody}</option>
          <option value="me">{auditWords.me}</option>
          {others.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={auditWords.from} className={styles.field}>
        <Input
          type="date"
          value={filters.from}
          max={filters.to || undefined}
          onChange={(_, { value }) => set({ from: value })}
          data-testid="audit-from"
        />
      </Field>
      <Field label={auditWords.to} className={styles.field}>
        <Input
          type="date"
          value={filters.to}
          min={filters.from || undefined}
          onChange={(_, { value }) => set({ to: value })}
          data-testid="audit-to"
        />
      </Field>
      <Download filters={filters} />
      {isFiltered && (
        <Button appearance="subtle" onClick={() => onChange(NO_FILTERS)} data-testid="audit-clear">
          {auditWords.clear}
        </Button>
      )}
    </search>
  );
}

function Download({ filters }: { filters: AuditFilters }) {
  const { say } = useNotice();
  const [isUnderWay, setUnderWay] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = async (form: 'csv' | 'jsonl') => {
    const { signal } = (stop.current = new AbortController());
    setUnderWay(true);
    try {
      await downloadAudit(filters, form, signal);
    } catch (error) {
      if (signal.aborted) return;
      say('error', auditWords.downloadFailed({ why: wordsOf(error) }));
    }
    setUnderWay(false);
  };
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular />} disabledFocusable={isUnderWay} data-testid="audit-download">
          {isUnderWay ? auditWords.downloading : auditWords.download}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {(['csv', 'jsonl'] as const).map((form) => (
            <MenuItem key={form} onClick={() => void begin(form)} data-testid={`audit-${form}`}>
              {auditWords.forms[form]}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
