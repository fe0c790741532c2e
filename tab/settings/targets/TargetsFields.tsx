import { Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import type { Agent, Person, Queue } from '../../../src/contract/api';
import { useTargetsStyles } from './Targets.styles';
import type { TargetsDraft } from './targetsDraft';
import { targetsWords } from '../../words/settings/targets';

export interface FieldsProps {
  draft: TargetsDraft;
  /** What is wrong with a field, by the server's name for it. */
  mistakeAt: (path: string) => string | undefined;
  onChange: (part: Partial<TargetsDraft>) => void;
}

type NumberName = 'targetMinutes' | 'silentOwnerMinutes' | 'silentCustomerMinutes' | 'offerSeconds' | 'unreadMinutes';

interface AmountProps extends FieldsProps {
  label: string;
  hint: string;
  name: NumberName;
  path: string;
  unit: string;
}

function Amount({ draft, mistakeAt, onChange, label, hint, name, path, unit }: AmountProps) {
  const styles = useTargetsStyles();
  return (
    <Field label={label} hint={hint} validationMessage={mistakeAt(path)}>
      <Input
        className={styles.amount}
        value={draft[name]}
        inputMode="decimal"
        maxLength={10}
        contentAfter={unit}
        onChange={(_, data) => onChange({ [name]: data.value })}
        data-testid={`promise-${path}`}
      />
    </Field>
  );
}

interface ChoiceProps extends FieldsProps {
  label: string;
  hint: string;
  name: 'onCallId' | 'secondQueueId';
  path: string;
  none: string;
  options: { id: string; name: string }[];
}

function Choice({ draft, mistakeAt, onChange, label, hint, name, path, none, options }: ChoiceProps) {
  return (
    <Field label={label} hint={hint} validationMessage={mistakeAt(path)}>
      <Select
        value={draft[name]}
        onChange={(_, data) => onChange({ [name]: data.value })}
        data-testid={`promise-${path}`}
      >
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface TargetProps extends FieldsProps {
  people: Agent[];
  /** Who was on call when one began; they may have left the team since. */
  before: Person | null;
  queues: Queue[];
}

export function TargetFields({ people, before, queues, ...fields }: TargetProps) {
  const hasLeft = before !== null && !people.some(({ id }) => id === before.id);
  return (
    <>
      <Amount
        {...fields}
        label={targetsWords.target.claim}
        hint={targetsWords.target.claimHint}
        name="targetMinutes"
        path="targetSeconds"
        unit={targetsWords.minutes}
      />
      <Choice
        {...fields}
        label={targetsWords.target.onCall}
        hint={targetsWords.target.onCallHint}
        name="onCallId"
        path="onCall"
        none={targetsWords.target.noOne}
        options={
          hasLeft ? [...people, { id: before.id, name: targetsWords.target.hasLeft({ name: before.name }) }] : people
        }
      />
      <Choice
        {...fields}
        label={targetsWords.target.secondQueue}
        hint={targetsWords.target.secondQueueHint}
        name="secondQueueId"
        path="secondQueueId"
        none={targetsWords.target.noQueue}
        options={queues}
      />
    </>
  );
}

export function AssignmentFields(fields: FieldsProps) {
  const { draft, onChange } = fields;
  return (
    <>
      <RadioGroup
        aria-label={targetsWords.assignment.title}
        value={draft.assignment}
        onChange={(_, data) => onChange({ assignment: data.value === 'automatic' ? 'automatic' : 'claim' })}
      >
        <Radio value="claim" label={targetsWords.assignment.claim} data-testid="assignment-claim" />
        <Radio value="automatic" label={targetsWords.assignment.automatic} data-testid="assignment-automatic" />
      </RadioGroup>
      {draft.assignment === 'automatic' && (
        <Amount
          {...fields}
          label={targetsWords.assignment.offer}
          hint={targetsWords.assignment.offerHint}
          name="offerSeconds"
          path="offerSeconds"
          unit={targetsWords.seconds}
        />
      )}
    </>
  );
}

export function ClosedFields({ draft, mistakeAt, onChange }: FieldsProps) {
  return (
    <>
      <RadioGroup
        aria-label={targetsWords.whenClosed.title}
        value={draft.whenClosed}
        onChange={(_, data) => onChange({ whenClosed: data.value === 'backToBot' ? 'backToBot' : 'leaveMessage' })}
      >
        <Radio value="leaveMessage" label={targetsWords.whenClosed.leaveMessage} />
        <Radio value="backToBot" label={targetsWords.whenClosed.backToBot} />
      </RadioGroup>
      <Field
        label={targetsWords.whenClosed.words}
        hint={targetsWords.whenClosed.wordsHint}
        validationMessage={mistakeAt('closedWords')}
      >
        <Textarea
          value={draft.closedWords}
          rows={2}
          maxLength={1_000}
          onChange={(_, data) => onChange({ closedWords: data.value })}
          data-testid="promise-closedWords"
        />
      </Field>
    </>
  );
}

export function SilenceFields(fields: FieldsProps) {
  const { draft, onChange } = fields;
  return (
    <>
      <Amount
        {...fields}
        label={targetsWords.inactivity.unread}
        hint={targetsWords.inactivity.unreadHint}
        name="unreadMinutes"
        path="unreadMinutes"
        unit={targetsWords.minutes}
      />
      <Amount
        {...fields}
        label={targetsWords.inactivity.owner}
        hint={targetsWords.inactivity.ownerHint}
        name="silentOwnerMinutes"
        path="silentOwnerMinutes"
        unit={targetsWords.minutes}
      />
      <Amount
        {...fields}
        label={targetsWords.inactivity.customer}
        hint={targetsWords.inactivity.customerHint}
        name="silentCustomerMinutes"
        path="silentCustomerMinutes"
        unit={targetsWords.minutes}
      />
      {draft.silentCustomerMinutes.trim() !== '' && (
        <Field label={targetsWords.inactivity.endsAs}>
          <RadioGroup
            layout="horizontal"
            value={draft.silentCustomerEnds}
            onChange={(_, data) => onChange({ silentCustomerEnds: data.value === 'abandon' ? 'abandon' : 'resolve' })}
          >
            <Radio value="resolve" label={targetsWords.inactivity.resolved} />
            <Radio value="abandon" label={targetsWords.inactivity.abandoned} />
          </RadioGroup>
        </Field>
      )}
    </>
  );
}
