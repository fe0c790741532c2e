import { useState, type ReactNode } from 'react';
import { Button, MessageBar, MessageBarBody, Select } from '@fluentui/react-components';
import { BeakerRegular } from '@fluentui/react-icons';
import type { DryRunResult, Rule } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { urgencyWords } from '../../parts/states';
import { useRulesStyles } from './Rules.styles';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useDryRun } from './useRules';

const SIZES = [50, 100, 200, 500];

/** Tries the rules as they stand on escalations there were; beside it what one does when it looks right. */
export function RulesDryRun({ rules, children }: { rules: Rule[]; children: ReactNode }) {
  const own = useRulesStyles();
  const [last, setLast] = useState(100);
  const dryRun = useDryRun();
  // Of rules that have been edited since, a result would mislead.
  const isCurrent = dryRun.variables?.rules === rules;
  return (
    <>
      <div className={own.bar}>
        <Button
          icon={<BeakerRegular />}
          disabledFocusable={dryRun.isPending}
          onClick={() => dryRun.mutate({ rules, last })}
          data-testid="dry-run"
        >
          {dryRun.isPending ? 'Trying…' : 'Try on the last'}
        </Button>
        <Select
          aria-label="How many escalations to try"
          value={String(last)}
          onChange={(_, data) => setLast(Number(data.value))}
          data-testid="dry-run-last"
        >
          {SIZES.map((size) => (
            <option key={size} value={size}>
              {size} escalations
            </option>
          ))}
        </Select>
        <span className={own.grow} />
        {children}
      </div>
      {isCurrent && dryRun.error && (
        <MessageBar intent="error" layout="multiline" className={own.result}>
          <MessageBarBody>{wordsOf(dryRun.error)}</MessageBarBody>
        </MessageBar>
      )}
      <div role="status">{isCurrent && dryRun.data && <Result result={dryRun.data} rules={rules} />}</div>
    </>
  );
}

function Result({ result, rules }: { result: DryRunResult; rules: Rule[] }) {
  const own = useRulesStyles();
  const styles = useSettingsStyles();
  const { tried, complete, changed, changes, queues } = result;
  if (tried === 0) return <p className={own.result}>There is no escalation yet to try the rules on.</p>;
  return (
    <div className={own.result} data-testid="dry-run-result">
      <h3 className={own.resultTitle}>
        {changed === 0
          ? `All of the last ${tried} would have gone where they went.`
          : `${changed} of the last ${tried} would have gone differently.`}
      </h3>
      {!complete && <p className={styles.quiet}>There was time for {tried} only; the rules are slow to work out.</p>}
      <table className={own.table}>
        <thead>
          <tr>
            <th scope="col">Queue</th>
            <th scope="col">Went</th>
            <th scope="col">Would go</th>
          </tr>
        </thead>
        <tbody>
          {queues.map(({ id, name, went, wouldGo }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{went}</td>
              <td>{wouldGo}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className={own.table}>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Decided</th>
            <th scope="col">Could not tell</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, at) => (
            <RuleLine key={rule.id} name={rule.name} line={result.rules[at]} />
          ))}
        </tbody>
      </table>
      {changes.length > 0 && (
        <ul className={own.changes}>
          {changes.map((change) => (
            <li key={change.id} className={own.change} data-testid="dry-run-change">
              #{change.number} {change.customer}
              {change.topic && ` · ${change.topic}`}
              <div>
                {placeWords(change.went)} → <strong>{placeWords(change.wouldGo)}</strong>
              </div>
              <div className={styles.quiet}>{change.reason}</div>
            </li>
          ))}
        </ul>
      )}
      {changed > changes.length && <p className={styles.quiet}>and {changed - changes.length} more</p>}
    </div>
  );
}

function RuleLine({ name, line }: { name: string; line: DryRunResult['rules'][number] | undefined }) {
  const styles = useSettingsStyles();
  if (!line) return null;
  const { chosen, passedOver, why, unseen } = line;
  return (
    <tr>
      <th scope="row">
        {name}
        {unseen.length > 0 && <div className={styles.quiet}>No bot captured {unseen.join(', ')} in any of them.</div>}
        {why && unseen.length === 0 && <div className={styles.quiet}>For example: {why}.</div>}
      </th>
      <td>{chosen}</td>
      <td>{passedOver}</td>
    </tr>
  );
}

function placeWords({ queue, priority, requiredSkill }: DryRunResult['changes'][number]['went']): string {
  const more = [urgencyWords(priority), requiredSkill && `needs ${requiredSkill}`];
  const words = more.filter(Boolean).join(', ');
  return words ? `${queue.name} (${words})` : queue.name;
}
