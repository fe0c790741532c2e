import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Field, Input, Radio, RadioGroup, Textarea, makeStyles } from '@fluentui/react-components';
import type { Escalation, HoldWords } from '../../src/contract/api';
import { get } from '../desk/api';
import { deskNow } from '../desk/clock';
import { keys } from '../desk/keys';
import { useVerb } from '../desk/useVerbs';
import { AskDialog } from '../parts/AskDialog';
import { useGiveUp } from './useGiveUp';
import { verbWords } from '../words/verbs';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 8_000;
const MAX_MS = 7 * 86_400_000;
const MINUTES = ['5', '10', '30'] as const;
const MOMENT = 'moment';

const words = verbWords.hold;

const useStyles = makeStyles({
  choices: { flexWrap: 'wrap', '& label': { whiteSpace: 'nowrap' } },
});

/** The customer is asked to wait: until when, and in which words. */
export function HoldDialog({ escalation, onClose }: { escalation: Escalation; onClose: () => void }) {
  const styles = useStyles();
  const { id, customer, onHold } = escalation;
  const [until, setUntil] = useState<string>('10');
  const [moment, setMoment] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  // Asked once more after a failure, the customer is told once.
  const [clientMessageId] = useState(() => crypto.randomUUID());
  const { data } = useQuery({
    queryKey: keys.holdWords(id),
    queryFn: ({ signal }) => get<HoldWords>(`/escalations/${encodeURIComponent(id)}/hold-words`, { signal }),
    staleTime: Infinity,
  });
  const verb = useVerb(id);
  const close = useGiveUp(id, verb, onClose);
  const offered = data?.items.find(({ minutes }) => String(minutes) === until)?.text ?? data?.otherwise ?? '';
  const text = typed ?? offered;
  const mistake = until === MOMENT && moment !== '' ? mistakeIn(moment) : null;
  const isWhole = text.trim() !== '' && (until !== MOMENT || (moment !== '' && mistake === null));
  return (
    <AskDialog
      title={onHold ? words.again : words.title}
      confirm={words.confirm}
      busy={words.busy}
      testId="hold-dialog"
      isPending={verb.isPending}
      error={verb.error}
      canConfirm={isWhole}
      onConfirm={() => {
        const body = { text: text.trim(), clientMessageId };
        const when = until === MOMENT ? { until: new Date(moment).toISOString() } : { minutes: Number(until) };
        verb.mutate({ verb: 'hold', body: { ...body, ...when } }, { onSuccess: onClose });
      }}
      onClose={close}
      breaksOff
    >
      <Field label={words.howLong}>
        <RadioGroup
          className={styles.choices}
          layout="horizontal"
          value={until}
          onChange={(_, data) => setUntil(data.value)}
        >
          {MINUTES.map((minutes) => (
            <Radio key={minutes} value={minutes} label={words.minutes({ minutes })} data-testid={`hold-${minutes}`} />
          ))}
          <Radio value={MOMENT} label={words.moment} data-testid="hold-moment" />
        </RadioGroup>
      </Field>
      {until === MOMENT && (
        <Field label={words.until} {...(mistake && { validationMessage: mistake })}>
          <Input
            type="datetime-local"
            value={moment}
            onChange={(_, data) => setMoment(data.value)}
            data-testid="hold-until"
          />
        </Field>
      )}
      <Field label={words.told({ customer: customer.name })} hint={words.toldHint}>
        <Textarea
          value={text}
          rows={3}
          dir="auto"
          maxLength={MAX_CHARACTERS}
          onChange={(_, data) => setTyped(data.value)}
          data-testid="hold-text"
        />
      </Field>
      {words.about}
    </AskDialog>
  );
}

/** Of the reader's own time, as the field gives it. */
function mistakeIn(moment: string): string | null {
  const ms = new Date(moment).getTime() - deskNow();
  if (ms <= 0) return words.past;
  return ms > MAX_MS ? words.tooLate : null;
}
