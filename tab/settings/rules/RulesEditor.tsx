import { useState } from 'react';
import { Field, Input, mergeClasses, Select, Textarea } from '@fluentui/react-components';
import type { Queue, Rule } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { stateWords } from '../../words/states';
import { ConditionBuilder } from './ConditionBuilder';
import { blankLine, readSimple, type SimpleCondition, writeSimple } from './simpleCondition';
import { splitAt } from './rulesDraft';
import { useRulesStyles } from './Rules.styles';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useRuleCheck, useRuleScope } from './useRules';
import { settingsWords } from '../../words/settings/common';
import { rulesWords } from '../../words/settings/rules';

interface EditorProps {
  /** Null: a new one. */
  rule: Rule | null;
  queues: Queue[];
  onDone: (rule: Rule) => void;
  onClose: () => void;
}

/** One rule, its condition checked while it is written. */
export function RulesEditor({ rule, queues, onDone, onClose }: EditorProps) {
  const styles = useSettingsStyles();
  const own = useRulesStyles();
  const [name, setName] = useState(rule?.name ?? '');
  const [condition, setCondition] = useState(rule?.condition ?? '');
  const [simple, setSimple] = useState(() => simpleOf(condition));
  const [queueId, setQueueId] = useState(rule?.queueId ?? queues[0]?.id ?? '');
  const [priority, setPriority] = useState(rule?.priority ?? 0);
  const [skill, setSkill] = useState(rule?.requiredSkill ?? '');
  const { mistake, isChecked } = useRuleCheck(condition);
  const hasQueue = queues.some(({ id }) => id === queueId);
  const isChanged = [name, condition, skill].join() !== [rule?.name, rule?.condition, rule?.requiredSkill].join();

  const handleConfirm = () =>
    onDone({
      id: rule?.id ?? crypto.randomUUID(),
      name: name.trim(),
      condition: condition.trim(),
      queueId,
      priority,
      requiredSkill: skill.trim() || null,
      enabled: rule?.enabled ?? true,
    });
  return (
    <AskDialog
      title={rule ? rulesWords.editor.editTitle : rulesWords.editor.addTitle}
      confirm={rule ? settingsWords.done : settingsWords.add}
      busy="…"
      testId="rule-dialog"
      isPending={false}
      error={null}
      stays={isChanged}
      canConfirm={name.trim() !== '' && condition.trim() !== '' && mistake === null && hasQueue}
      onConfirm={handleConfirm}
      onClose={onClose}
    >
      <div className={mergeClasses(styles.form, own.fields)}>
        <Field label={settingsWords.name} required>
          <Input value={name} maxLength={100} onChange={(_, data) => setName(data.value)} data-testid="rule-name" />
        </Field>
        <ConditionBuilder
          simple={simple}
          onChange={(next) => {
            setSimple(next);
            setCondition(writeSimple(next));
          }}
        />
        <Field
          label={rulesWords.editor.when}
          required
          hint={rulesWords.editor.whenHint}
          validationState={mistake ? 'error' : isChecked ? 'success' : 'none'}
          validationMessage={
            mistake ? (
              <span data-testid="rule-mistake">
                {rulesWords.editor.mistakeAt({ character: mistake.position + 1, reason: mistake.reason })}
              </span>
            ) : isChecked ? (
              <span data-testid="rule-readable">{rulesWords.editor.canBeRead}</span>
            ) : undefined
          }
        >
          <Textarea
            value={condition}
            rows={3}
            resize="vertical"
            spellCheck={false}
            autoCapitalize="off"
            className={own.textarea}
            onChange={(_, data) => {
              setCondition(data.value);
              setSimple(simpleOf(data.value));
            }}
            data-testid="rule-condition"
          />
        </Field>
        {mistake && condition.length <= 2_000 && <Marked condition={condition} mistake={mistake} />}
        <Help />
        <Field
          label={rulesWords.editor.sendTo}
          required
          validationMessage={hasQueue ? undefined : rulesWords.editor.queueMissing}
        >
          <Select
            value={hasQueue ? queueId : ''}
            onChange={(_, data) => setQueueId(data.value)}
            data-testid="rule-queue"
          >
            {!hasQueue && <option value="">{rulesWords.editor.chooseQueue}</option>}
            {queues.map((queue) => (
              <option key={queue.id} value={queue.id}>
                {queue.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={rulesWords.editor.priority} hint={rulesWords.editor.priorityHint}>
          <Select
            value={String(priority)}
            onChange={(_, data) => setPriority(Number(data.value))}
            data-testid="rule-priority"
          >
            {stateWords.priorities.map((words, value) => (
              <option key={words} value={value}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={rulesWords.editor.skill} hint={rulesWords.editor.skillHint}>
          <Input value={skill} maxLength={100} onChange={(_, data) => setSkill(data.value)} data-testid="rule-skill" />
        </Field>
      </div>
    </AskDialog>
  );
}

const simpleOf = (condition: string): SimpleCondition | null =>
  condition.trim() === '' ? { joined: '&&', lines: [blankLine()] } : readSimple(condition);

/** The condition once more, with the place marked. */
function Marked({ condition, mistake }: { condition: string; mistake: { position: number; length: number } }) {
  const own = useRulesStyles();
  const { before, at, after } = splitAt(condition, mistake);
  return (
    <code className={own.condition} aria-hidden>
      {before}
      <mark className={own.mistake}>{at}</mark>
      {after}
    </code>
  );
}

const OPERATORS = '== != < <= > >= && || ! + - * / % ? : ??';
const nameInCondition = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `variables['${name}']`);

function Help() {
  const own = useRulesStyles();
  const { data } = useRuleScope();
  return (
    <details className={own.help} data-testid="rule-help">
      <summary>{rulesWords.editor.help}</summary>
      <dl>
        {data?.variables.map(({ name, example }) => (
          <div key={name}>
            <dt>{nameInCondition(name)}</dt>
            <dd>{rulesWords.editor.captured({ example })}</dd>
          </div>
        ))}
        {data?.fields.map(({ name, about }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{about}</dd>
          </div>
        ))}
        <dt>{OPERATORS}</dt>
        <dd>{rulesWords.editor.texts}</dd>
        <dt>{rulesWords.editor.functions}</dt>
        <dd>{data?.functions.join(', ')}</dd>
      </dl>
    </details>
  );
}
