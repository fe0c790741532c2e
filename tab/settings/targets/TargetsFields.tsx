import { Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import type { Agent, Person, Queue } from '../../../src/contract/api';
import { useTargetsStyles } from './Targets.styles';
import type { TargetsDraft } from './targetsDraft';

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
        label="Claimed within"
        hint="Empty: no promise. Only opening hours count."
        name="targetMinutes"
        path="targetSeconds"
        unit="minutes"
      />
      <Choice
        {...fields}
        label="Then call"
        hint="Named in the channel when the time has gone by."
        name="onCallId"
        path="onCall"
        none="Nobody in particular"
        options={hasLeft ? [...people, { id: before.id, name: `${before.name} (no longer on the team)` }] : people}
      />
      <Choice
        {...fields}
        label="Then move it to"
        hint="When as much time has gone by again. Managers are called last."
        name="secondQueueId"
        path="secondQueueId"
        none="No other queue"
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
        aria-label="Who takes it"
        value={draft.assignment}
        onChange={(_, data) => onChange({ assignment: data.value === 'automatic' ? 'automatic' : 'claim' })}
      >
        <Radio value="claim" label="Whoever claims it" data-testid="assignment-claim" />
        <Radio
          value="automatic"
          label="It is offered to the least busy available agent; anybody may still claim it"
          data-testid="assignment-automatic"
        />
      </RadioGroup>
      {draft.assignment === 'automatic' && (
        <Amount
          {...fields}
          label="An offer stands for"
          hint="Then the next agent is asked."
          name="offerSeconds"
          path="offerSeconds"
          unit="seconds"
        />
      )}
    </>
  );
}

export function ClosedFields({ draft, mistakeAt, onChange }: FieldsProps) {
  return (
    <>
      <RadioGroup
        aria-label="When it is closed"
        value={draft.whenClosed}
        onChange={(_, data) => onChange({ whenClosed: data.value === 'backToBot' ? 'backToBot' : 'leaveMessage' })}
      >
        <Radio value="leaveMessage" label="The customer may leave a message; it waits for the morning" />
        <Radio value="backToBot" label="The customer goes back to the bot" />
      </RadioGroup>
      <Field
        label="The customer reads"
        hint="Empty: the desk’s own words, with the time it opens again."
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
        label="Whoever has not read is told again after"
        hint="By the desk’s bot, while their tab is not in view. Empty: they are told once."
        name="unreadMinutes"
        path="unreadMinutes"
        unit="minutes"
      />
      <Amount
        {...fields}
        label="An agent may let a customer wait for"
        hint="Then they are reminded; after as long again it goes back to the queue. Empty: for ever."
        name="silentOwnerMinutes"
        path="silentOwnerMinutes"
        unit="minutes"
      />
      <Amount
        {...fields}
        label="A customer may be silent for"
        hint="Then they are asked; after as long again it ends. Empty: for ever."
        name="silentCustomerMinutes"
        path="silentCustomerMinutes"
        unit="minutes"
      />
      {draft.silentCustomerMinutes.trim() !== '' && (
        <Field label="It ends as">
          <RadioGroup
            layout="horizontal"
            value={draft.silentCustomerEnds}
            onChange={(_, data) => onChange({ silentCustomerEnds: data.value === 'abandon' ? 'abandon' : 'resolve' })}
          >
            <Radio value="resolve" label="Resolved" />
            <Radio value="abandon" label="Abandoned" />
          </RadioGroup>
        </Field>
      )}
    </>
  );
}
