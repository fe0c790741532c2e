import { useState } from 'react';
import { Field, Input, mergeClasses, Select, Textarea } from '@fluentui/react-components';
import type { Queue, Rule } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { stateWords } from '../../words/states';
import { splitAt } from './rulesDraft';
import { useRulesStyles } from './Rules.styles';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useRuleCheck, useRuleScope } from './useRules';

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
      title={rule ? 'Edit the rule' : 'Add a rule'}
      confirm={rule ? 'Done' : 'Add'}
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
        <Field label="Name" required>
          <Input value={name} maxLength={100} onChange={(_, data) => setName(data.value)} data-testid="rule-name" />
        </Field>
        <Field
          label="When"
          required
          hint="For example: topic == 'Billing' && amount > 100"
          validationState={mistake ? 'error' : isChecked ? 'success' : 'none'}
          validationMessage={
            mistake ? (
              <span data-testid="rule-mistake">
                At character {mistake.position + 1}: {mistake.reason}
              </span>
            ) : isChecked ? (
              <span data-testid="rule-readable">This can be read.</span>
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
            onChange={(_, data) => setCondition(data.value)}
            data-testid="rule-condition"
          />
        </Field>
        {mistake && condition.length <= 2_000 && <Marked condition={condition} mistake={mistake} />}
        <Help />
        <Field label="Send to" required validationMessage={hasQueue ? undefined : 'Choose a queue.'}>
          <Select
            value={hasQueue ? queueId : ''}
            onChange={(_, data) => setQueueId(data.value)}
            data-testid="rule-queue"
          >
            {!hasQueue && <option value="">Choose a queue</option>}
            {queues.map((queue) => (
              <option key={queue.id} value={queue.id}>
                {queue.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Priority" hint="The more urgent wait before the others.">
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
        <Field label="Skill the agent needs" hint="Such as: French, refunds. Leave it empty when anybody will do.">
          <Input value={skill} maxLength={100} onChange={(_, data) => setSkill(data.value)} data-testid="rule-skill" />
        </Field>
      </div>
    </AskDialog>
  );
}

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

function Help() {
  const own = useRulesStyles();
  const { data } = useRuleScope();
  return (
    <details className={own.help} data-testid="rule-help">
      <summary>What a condition may use</summary>
      <dl>
        {data?.variables.map(({ name, example }) => (
          <div key={name}>
            <dt>{/^[A-Za-z_]\w*$/.test(name) ? name : `variables['${name}']`}</dt>
            <dd>captured by a bot, lately {example}</dd>
          </div>
        ))}
        {data?.fields.map(({ name, about }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{about}</dd>
          </div>
        ))}
        <dt>== != &lt; &lt;= &gt; &gt;= &amp;&amp; || ! + - * / % ? : ??</dt>
        <dd>Texts stand between straight quotes, 'like this'.</dd>
        <dt>Functions</dt>
        <dd>{data?.functions.join(', ')}</dd>
      </dl>
    </details>
  );
}
