import { useState } from 'react';
import { Field, Input, Radio, RadioGroup, Switch } from '@fluentui/react-components';
import type { Queue } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { settingsWords } from '../../words/settings/common';
import { surveyWords as words } from '../../words/settings/survey';
import { useChangeQueue } from '../parts/useSettings';
import { Behind } from '../parts/Behind';
import { isChangedMeanwhile } from '../parts/mistakes';
import { changedFrom, draftOf, mistakesIn, SCALES, surveyOf, type SurveyDraft } from './surveyDraft';
import { Wordings } from './Wordings';

/** What a queue's customers are asked once they were helped; off where nobody switched it on. */
export function SurveyDialog({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const { say } = useNotice();
  const [base, setBase] = useState(queue);
  const [draft, setDraft] = useState(() => draftOf(queue.survey));
  const change = useChangeQueue(queue.id);
  const mistakes = mistakesIn(draft);
  const isChanged = !isSame(draft, draftOf(base.survey));
  // The list around this dialog follows the desk: of all that somebody may have saved, only a survey is in the way.
  const isBehind = !isSame(queue.survey, base.survey);
  const handleRebase = (next: SurveyDraft) => {
    change.reset();
    setBase(queue);
    setDraft(next);
  };
  const handleChange = (part: Partial<SurveyDraft>) => setDraft({ ...draft, ...part });
  const handleSave = () =>
    change.mutate(
      { survey: surveyOf(draft), version: isBehind ? base.version : queue.version },
      {
        onSuccess: () => {
          say('success', words.saved({ queue: queue.name }));
          onClose();
        },
      },
    );
  return (
    <AskDialog
      title={words.dialogTitle({ queue: queue.name })}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="survey-dialog"
      wide
      stays={isChanged}
      isPending={change.isPending}
      error={isChangedMeanwhile(change.error) && isBehind ? null : change.error}
      canConfirm={mistakes.size === 0 && !isBehind && isChanged}
      onConfirm={handleSave}
      onClose={onClose}
    >
      {isBehind && (
        <Behind
          onTheirs={() => handleRebase(draftOf(queue.survey))}
          onMine={() => handleRebase({ ...draftOf(queue.survey), ...changedFrom(draftOf(base.survey), draft) })}
          testId="survey-behind"
        >
          {words.behind}
        </Behind>
      )}
      {words.about}
      <Switch
        label={words.isOn}
        checked={draft.isOn}
        onChange={(_, { checked }) => handleChange({ isOn: checked })}
        data-testid="survey-on"
      />
      {!draft.isOn && draft.wordings.length > 0 && <p style={{ margin: 0 }}>{words.wordsGo}</p>}
      {draft.isOn && (
        <>
          <Field label={words.scale}>
            <RadioGroup
              value={draft.scale}
              onChange={(_, { value }) =>
                handleChange({ scale: SCALES.find((scale) => scale === value) ?? draft.scale })
              }
            >
              {SCALES.map((scale) => (
                <Radio key={scale} value={scale} label={words.scales[scale]} data-testid={`scale-${scale}`} />
              ))}
            </RadioGroup>
          </Field>
          <Amount
            label={words.everyDays}
            hint={words.everyDaysHint}
            unit={words.days}
            mistake={mistakes.get('everyDays')}
            value={draft.everyDays}
            onChange={(everyDays) => handleChange({ everyDays })}
          />
          <Amount
            label={words.remindHours}
            hint={words.remindHoursHint}
            unit={words.hours}
            mistake={mistakes.get('remindHours')}
            value={draft.remindHours}
            onChange={(remindHours) => handleChange({ remindHours })}
          />
          <Wordings wordings={draft.wordings} mistakes={mistakes} onChange={(wordings) => handleChange({ wordings })} />
        </>
      )}
    </AskDialog>
  );
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

interface AmountProps {
  label: string;
  hint: string;
  unit: string;
  mistake: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

function Amount({ label, hint, unit, mistake, value, onChange }: AmountProps) {
  return (
    <Field label={label} hint={hint} validationMessage={mistake}>
      <Input
        value={value}
        inputMode="numeric"
        maxLength={3}
        contentAfter={unit}
        style={{ width: '180px', maxWidth: '100%' }}
        onChange={(_, data) => onChange(data.value)}
      />
    </Field>
  );
}
