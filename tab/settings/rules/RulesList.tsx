import { useEffect, useRef } from 'react';
import { Badge, Button, mergeClasses, Switch } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons';
import type { Queue, Rule } from '../../../src/contract/api';
import { useAnnounce } from '../../parts/Announcer';
import { urgencyWords } from '../../parts/states';
import { moved, put } from './rulesDraft';
import { useRulesStyles } from './Rules.styles';
import { useSettingsStyles } from '../parts/Settings.styles';
import { settingsWords } from '../../words/settings/common';
import { rulesWords } from '../../words/settings/rules';

interface ListProps {
  rules: Rule[];
  queues: Queue[];
  /** What the desk refused, by place. */
  mistakes: ReadonlyMap<number, string>;
  onChange: (rules: Rule[]) => void;
  onEdit: (rule: Rule) => void;
}

/** The rules in their order, which is what decides. */
export function RulesList({ rules, queues, mistakes, onChange, onEdit }: ListProps) {
  const styles = useSettingsStyles();
  const announce = useAnnounce();
  const list = useRef<HTMLOListElement>(null);
  const pressed = useRef<{ id: string; by: -1 | 1 } | null>(null);
  // A row that moves in the page loses the focus; whoever moves it by keyboard wants to press again.
  useEffect(() => {
    if (!pressed.current) return;
    const { id, by } = pressed.current;
    pressed.current = null;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-move="${id}"]`) ?? [];
    const [up, down] = [...buttons];
    const wanted = by < 0 ? up : down;
    (wanted?.disabled ? (by < 0 ? down : up) : wanted)?.focus();
  }, [rules]);

  const handleMove = (rule: Rule, by: -1 | 1) => {
    const next = moved(rules, rule.id, by);
    if (!next) return;
    pressed.current = { id: rule.id, by };
    onChange(next);
    announce(rulesWords.list.movedTo({ name: rule.name, place: next.indexOf(rule) + 1, count: next.length }));
  };
  return (
    <ol className={styles.items} ref={list} data-testid="rules">
      {rules.map((rule, at) => (
        <RuleItem
          key={rule.id}
          rule={rule}
          at={at}
          count={rules.length}
          queue={queues.find(({ id }) => id === rule.queueId)}
          mistake={mistakes.get(at)}
          onMove={(by) => handleMove(rule, by)}
          onEdit={() => onEdit(rule)}
          onSwitch={() => onChange(put(rules, { ...rule, enabled: !rule.enabled }))}
          onRemove={() => onChange(rules.filter(({ id }) => id !== rule.id))}
        />
      ))}
    </ol>
  );
}

interface ItemProps {
  rule: Rule;
  at: number;
  count: number;
  queue: Queue | undefined;
  mistake: string | undefined;
  onMove: (by: -1 | 1) => void;
  onEdit: () => void;
  onSwitch: () => void;
  onRemove: () => void;
}

function RuleItem({ rule, at, count, queue, mistake, onMove, onEdit, onSwitch, onRemove }: ItemProps) {
  const styles = useSettingsStyles();
  const own = useRulesStyles();
  const { id, name, condition, priority, requiredSkill, enabled } = rule;
  const target = [
    queue ? rulesWords.list.to({ queue: queue.name }) : rulesWords.list.toDeleted,
    urgencyWords(priority),
    requiredSkill && rulesWords.list.needs({ skill: requiredSkill }),
  ].filter(Boolean);
  return (
    <li className={styles.item} data-testid="rule">
      <div className={mergeClasses(styles.about, !enabled && own.off)}>
        <h3 className={styles.name}>
          <span>
            <span className={own.place}>{at + 1}</span>
            {name}
          </span>
          {!enabled && <Badge appearance="tint">{rulesWords.list.off}</Badge>}
          {!queue && (
            <Badge appearance="tint" color="danger">
              {rulesWords.list.queueDeleted}
            </Badge>
          )}
        </h3>
        <code className={own.condition}>{condition}</code>
        <div className={styles.quiet}>{target.join(' · ')}</div>
        {mistake && (
          <div className={styles.bad} role="alert">
            {mistake}
          </div>
        )}
      </div>
      <div className={mergeClasses(styles.actions, own.controls)}>
        <Button
          size="small"
          icon={<ArrowUpRegular />}
          aria-label={rulesWords.list.up({ name })}
          disabled={at === 0}
          onClick={() => onMove(-1)}
          data-move={id}
          data-testid="rule-up"
        />
        <Button
          size="small"
          icon={<ArrowDownRegular />}
          aria-label={rulesWords.list.down({ name })}
          disabled={at === count - 1}
          onClick={() => onMove(1)}
          data-move={id}
          data-testid="rule-down"
        />
        <Button
          size="small"
          icon={<EditRegular />}
          aria-label={settingsWords.editNamed({ name })}
          onClick={onEdit}
          data-testid="rule-edit"
        />
        <Button
          size="small"
          icon={<DeleteRegular />}
          aria-label={settingsWords.deleteNamed({ name })}
          onClick={onRemove}
          data-testid="rule-remove"
        />
        <Switch
          checked={enabled}
          onChange={onSwitch}
          aria-label={rulesWords.list.isOn({ name })}
          data-testid="rule-switch"
        />
      </div>
    </li>
  );
}
