import { useEffect, useRef } from 'react';
import { Button, Field, Input, Tooltip, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowUpRegular, DismissRegular } from '@fluentui/react-icons';
import { wrapUpWords } from '../../words/settings/wrapUp';
import { emptyRow, MOST, repeated, type Row } from './choiceDrafts';

const useStyles = makeStyles({
  list: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column' },
  title: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  hint: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    marginBottom: tokens.spacingVerticalS,
  },
  row: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: tokens.spacingHorizontalXS,
    marginBottom: tokens.spacingVerticalXS,
  },
  name: { flex: '1 1 0', minWidth: 0, '& > span, & input': { width: '100%', minWidth: 0 } },
  add: { alignSelf: 'flex-start' },
});

interface ChoiceRowsProps {
  title: string;
  hint: string;
  add: string;
  labelOf: (about: { number: number }) => string;
  most: number;
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
  testId: string;
}

/** Names in their order: written, moved up, removed; Enter goes on to the next. */
export function ChoiceRows({ title, hint, add, labelOf, most, rows, onChange, testId }: ChoiceRowsProps) {
  const styles = useStyles();
  const list = useRef<HTMLFieldSetElement>(null);
  // The row to come to once it is there.
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`)?.focus();
    wanted.current = null;
  }, [rows]);
  const twice = repeated(rows);
  const isFull = rows.length >= most;

  const handleAdd = (behind = rows.length) => {
    if (isFull) return;
    const row = emptyRow();
    wanted.current = row.key;
    onChange([...rows.slice(0, behind), row, ...rows.slice(behind)]);
  };
  const handleRemove = (at: number) => {
    wanted.current = (rows[at + 1] ?? rows[at - 1])?.key ?? null;
    onChange(rows.filter((_, index) => index !== at));
  };
  const handleUp = (at: number) => {
    const row = rows[at];
    const above = rows[at - 1];
    if (!row || !above) return;
    onChange(rows.map((one, index) => (index === at - 1 ? row : index === at ? above : one)));
  };
  return (
    <fieldset ref={list} className={styles.list} data-testid={testId}>
      <legend className={styles.title}>{title}</legend>
      <div className={styles.hint}>{hint}</div>
      {rows.map((row, at) => {
        const name = row.name.trim() || wrapUpWords.unnamed;
        return (
          <div key={row.key} className={styles.row}>
            <Field className={styles.name} validationMessage={twice.has(row.key) ? wrapUpWords.twice : undefined}>
              <Input
                value={row.name}
                maxLength={MOST.characters}
                aria-label={labelOf({ number: at + 1 })}
                onChange={(_, data) => onChange(rows.map((one) => (one === row ? { ...one, name: data.value } : one)))}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  handleAdd(at + 1);
                }}
                data-row={row.key}
              />
            </Field>
            <Tooltip content={wrapUpWords.up({ name })} relationship="label">
              <Button
                appearance="subtle"
                icon={<ArrowUpRegular />}
                disabledFocusable={at === 0}
                onClick={() => handleUp(at)}
              />
            </Tooltip>
            <Tooltip content={wrapUpWords.remove({ name })} relationship="label">
              <Button appearance="subtle" icon={<DismissRegular />} onClick={() => handleRemove(at)} />
            </Tooltip>
          </div>
        );
      })}
      <Button
        className={styles.add}
        size="small"
        icon={<AddRegular />}
        disabledFocusable={isFull}
        onClick={() => handleAdd()}
      >
        {isFull ? wrapUpWords.most({ most }) : add}
      </Button>
    </fieldset>
  );
}
