import { useState, type ReactNode } from 'react';
import { Button, MessageBar, MessageBarBody, Select } from '@fluentui/react-components';
import { BeakerRegular } from '@fluentui/react-icons';
import type { DryRunResult, Rule } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { urgencyWords } from '../../parts/states';
import { useRulesStyles } from './Rules.styles';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useDryRun } from './useRules';
import { rulesWords } from '../../words/settings/rules';

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
          {dryRun.isPending ? rulesWords.dryRun.busy : rulesWords.dryRun.start}
        </Button>
        <Select
          aria-label={rulesWords.dryRun.howMany}
          value={String(last)}
          onChange={(_, data) => setLast(Number(data.value))}
          data-testid="dry-run-last"
        >
          {SIZES.map((size) => (
            <option key={size} value={size}>
              {rulesWords.dryRun.chats({ count: size })}
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
  if (tried === 0) return <p className={own.result}>{rulesWords.dryRun.nothingToTry}</p>;
  return (
    <div className={own.result} data-testid="dry-run-result">
      <h3 className={own.resultTitle}>
        {changed === 0 ? rulesWords.dryRun.allTheSame({ tried }) : rulesWords.dryRun.different({ changed, tried })}
      </h3>
      {!complete && <p className={styles.quiet}>{rulesWords.dryRun.incomplete({ tried })}</p>}
      <table className={own.table}>
        <thead>
          <tr>
            <th scope="col">{rulesWords.dryRun.queue}</th>
            <th scope="col">{rulesWords.dryRun.went}</th>
            <th scope="col">{rulesWords.dryRun.wouldGo}</th>
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
            <th scope="col">{rulesWords.dryRun.rule}</th>
            <th scope="col">{rulesWords.dryRun.decided}</th>
            <th scope="col">{rulesWords.dryRun.missingData}</th>
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
                {rulesWords.dryRun.change({
                  from: placeWords(change.went),
                  to: <strong>{placeWords(change.wouldGo)}</strong>,
                })}
              </div>
              <div className={styles.quiet}>{change.reason}</div>
            </li>
          ))}
        </ul>
      )}
      {changed > changes.length && (
        <p className={styles.quiet}>{rulesWords.dryRun.andMore({ count: changed - changes.length })}</p>
      )}
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
        {unseen.length > 0 && <div className={styles.quiet}>{rulesWords.dryRun.neverCaptured({ names: unseen })}</div>}
        {why && unseen.length === 0 && <div className={styles.quiet}>{rulesWords.dryRun.forExample({ why })}</div>}
      </th>
      <td>{chosen}</td>
      <td>{passedOver}</td>
    </tr>
  );
}

function placeWords({ queue, priority, requiredSkill }: DryRunResult['changes'][number]['went']): string {
  const more = [urgencyWords(priority), requiredSkill && rulesWords.list.needs({ skill: requiredSkill })];
  const words = more.filter(Boolean).join(', ');
  return words ? rulesWords.dryRun.place({ queue: queue.name, more: words }) : queue.name;
}
