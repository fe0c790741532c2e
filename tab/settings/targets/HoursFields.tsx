import { useId, useState } from 'react';
import { Button, Field, Input, Radio, RadioGroup, Tooltip } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useLocale } from '../../parts/you';
import { useTargetsStyles } from './Targets.styles';
import type { FieldsProps } from './TargetsFields';
import { targetsWords } from '../../words/settings/targets';
import { DAYS, type Day, type Span } from './targetsDraft';
import { settingsWords } from '../../words/settings/common';
import { dateWords } from '../../words/times';

/** As the server counts. */
const MOST_SPANS = 5;
const MOST_HOLIDAYS = 400;

/** When somebody is there, on the queue's own clock. */
export function HoursFields({ draft, mistakeAt, onChange }: FieldsProps) {
  const styles = useTargetsStyles();
  const zones = useId();
  return (
    <>
      <RadioGroup
        aria-label={targetsWords.hours.title}
        value={draft.hasHours ? 'hours' : 'always'}
        onChange={(_, data) => onChange({ hasHours: data.value === 'hours' })}
      >
        <Radio value="always" label={targetsWords.hours.always} data-testid="hours-always" />
        <Radio value="hours" label={targetsWords.hours.some} data-testid="hours-some" />
      </RadioGroup>
      {draft.hasHours && (
        <>
          <Field label={targetsWords.hours.timeZone} validationMessage={mistakeAt('hours.timeZone')}>
            <Input
              value={draft.timeZone}
              maxLength={100}
              list={zones}
              onChange={(_, data) => onChange({ timeZone: data.value })}
              data-testid="promise-timeZone"
            />
          </Field>
          <datalist id={zones}>
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <ul className={styles.days}>
            {DAYS.map((day) => (
              <DayRow
                key={day}
                day={day}
                spans={draft.week[day]}
                mistake={mistakeAt(`hours.week.${day}`)}
                onChange={(spans) => onChange({ week: { ...draft.week, [day]: spans } })}
              />
            ))}
          </ul>
          {DAYS.every((day) => draft.week[day].length === 0) && (
            <div className={styles.mistake} role="alert">
              {mistakeAt('hours.week')}
            </div>
          )}
          <Holidays days={draft.holidays} onChange={(holidays) => onChange({ holidays })} />
        </>
      )}
    </>
  );
}

interface DayRowProps {
  day: Day;
  spans: Span[];
  mistake: string | undefined;
  onChange: (spans: Span[]) => void;
}

function DayRow({ day, spans, mistake, onChange }: DayRowProps) {
  const styles = useTargetsStyles();
  const name = targetsWords.hours.days[day];
  const set = (at: number, span: Span) => onChange(spans.map((each, index) => (index === at ? span : each)));
  return (
    <li className={styles.day} data-testid={`day-${day}`}>
      <span className={styles.dayName}>{name}</span>
      <div className={styles.spans}>
        {spans.length === 0 && <span className={styles.closed}>{targetsWords.hours.closed}</span>}
        {spans.map(([from, to], at) => (
          <div key={at} className={styles.span}>
            <Input
              size="small"
              type="time"
              aria-label={targetsWords.hours.from({ day: name })}
              value={from}
              onChange={(_, data) => set(at, [data.value, to])}
            />
            –
            <Input
              size="small"
              type="time"
              aria-label={targetsWords.hours.to({ day: name })}
              value={to}
              onChange={(_, data) => set(at, [from, data.value])}
            />
            <Tooltip content={targetsWords.hours.remove({ day: name })} relationship="label">
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                onClick={() => onChange(spans.filter((_, index) => index !== at))}
              />
            </Tooltip>
          </div>
        ))}
        {mistake && (
          <div className={styles.mistake} role="alert">
            {mistake}
          </div>
        )}
      </div>
      {spans.length < MOST_SPANS && (
        <Tooltip content={targetsWords.hours.add({ day: name })} relationship="label">
          <Button
            className={styles.add}
            size="small"
            appearance="subtle"
            icon={<AddRegular />}
            onClick={() => onChange([...spans, spans.length === 0 ? ['09:00', '17:00'] : ['', '']])}
          />
        </Tooltip>
      )}
    </li>
  );
}

function Holidays({ days, onChange }: { days: string[]; onChange: (days: string[]) => void }) {
  const styles = useTargetsStyles();
  const locale = useLocale();
  const [day, setDay] = useState('');
  const canAdd = day !== '' && !days.includes(day) && days.length < MOST_HOLIDAYS;
  return (
    <Field label={targetsWords.hours.holidays} hint={targetsWords.hours.holidaysHint}>
      <div className={styles.holidays}>
        {days.map((each) => (
          <Button
            key={each}
            size="small"
            icon={<DismissRegular />}
            iconPosition="after"
            aria-label={targetsWords.hours.removeHoliday({ date: dateWords(each, locale) })}
            onClick={() => onChange(days.filter((other) => other !== each))}
          >
            {dateWords(each, locale)}
          </Button>
        ))}
        <div className={styles.span}>
          <Input
            size="small"
            type="date"
            aria-label={targetsWords.hours.anotherHoliday}
            value={day}
            onChange={(_, data) => setDay(data.value)}
            data-testid="holiday"
          />
          <Button
            size="small"
            disabledFocusable={!canAdd}
            onClick={() => {
              onChange([...days, day].sort());
              setDay('');
            }}
            data-testid="add-holiday"
          >
            {settingsWords.add}
          </Button>
        </div>
      </div>
    </Field>
  );
}
