import { Button, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { rulesWords } from '../../words/settings/rules';
import { blankLine, fieldOfVariable, type Line, type Sign, SIGNS, type SimpleCondition } from './simpleCondition';
import { useRuleScope } from './useRules';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0, border: 0 },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXXS },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  field: { flexGrow: 2, flexBasis: '150px', minWidth: 0 },
  sign: { flexGrow: 1, flexBasis: '100px', minWidth: 0 },
  value: { flexGrow: 2, flexBasis: '80px', minWidth: 0 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const words = rulesWords.builder;

interface BuilderProps {
  /** Null: the condition says more than lines can show. */
  simple: SimpleCondition | null;
  onChange: (simple: SimpleCondition) => void;
}

/** A condition put together from fields and values, for whoever does not know the language. */
export function ConditionBuilder({ simple, onChange }: BuilderProps) {
  const styles = useStyles();
  if (!simple) {
    return (
      <p className={styles.quiet} data-testid="builder-cannot">
        {words.cannot}
      </p>
    );
  }
  const { joined, lines } = simple;
  const put = (at: number, change: Partial<Line>) =>
    onChange({ joined, lines: lines.map((line, index) => (index === at ? { ...line, ...change } : line)) });
  return (
    <fieldset className={styles.group} data-testid="builder">
      <legend className={styles.legend}>{words.title}</legend>
      {lines.map((line, at) => (
        // Lines have no identity but their place.
        <div key={at} className={styles.line} data-testid="builder-line">
          <FieldChoice line={line} number={at + 1} onChange={(field) => put(at, { field, isText: false })} />
          <Select
            className={styles.sign}
            value={line.sign}
            aria-label={words.signNumbered({ number: at + 1 })}
            onChange={(_, data) => put(at, { sign: data.value as Sign })}
          >
            {SIGNS.map((sign) => (
              <option key={sign} value={sign}>
                {words.signs[sign]}
              </option>
            ))}
          </Select>
          {line.sign !== 'exists' && (
            <Input
              className={styles.value}
              value={line.value}
              maxLength={500}
              aria-label={words.valueNumbered({ number: at + 1 })}
              onChange={(_, data) => put(at, { value: data.value })}
            />
          )}
          {lines.length > 1 && (
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={words.removeNumbered({ number: at + 1 })}
              onClick={() => onChange({ joined, lines: lines.filter((_, index) => index !== at) })}
            />
          )}
        </div>
      ))}
      <div className={styles.foot}>
        <Button
          size="small"
          icon={<AddRegular />}
          onClick={() => onChange({ joined, lines: [...lines, blankLine()] })}
          data-testid="builder-add"
        >
          {words.add}
        </Button>
        {lines.length > 1 && (
          <Select
            size="small"
            value={joined}
            aria-label={words.joined}
            onChange={(_, data) => onChange({ joined: data.value as SimpleCondition['joined'], lines })}
          >
            <option value="&&">{words.all}</option>
            <option value="||">{words.any}</option>
          </Select>
        )}
      </div>
    </fieldset>
  );
}

interface FieldChoiceProps {
  line: Line;
  number: number;
  onChange: (field: string) => void;
}

function FieldChoice({ line, number, onChange }: FieldChoiceProps) {
  const styles = useStyles();
  const { data } = useRuleScope();
  const names = data?.fields.map(({ name }) => name) ?? [];
  const captured = (data?.variables ?? []).flatMap(({ name, example }) => {
    const field = fieldOfVariable(name, names);
    return field === null ? [] : [{ field, label: words.captured({ name, example }) }];
  });
  const isKnown = line.field === '' || names.includes(line.field) || captured.some(({ field }) => field === line.field);
  return (
    <Select
      className={styles.field}
      value={line.field}
      aria-label={words.fieldNumbered({ number })}
      onChange={(_, { value }) => onChange(value)}
    >
      <option value="">{words.chooseField}</option>
      {!isKnown && <option value={line.field}>{line.field}</option>}
      {captured.length > 0 && (
        <optgroup label={words.fromBots}>
          {captured.map(({ field, label }) => (
            <option key={field} value={field}>
              {label}
            </option>
          ))}
        </optgroup>
      )}
      <optgroup label={words.ofTheChat}>
        {data?.fields.map(({ name, about }) => (
          <option key={name} value={name}>
            {words.about({ name, about })}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}
