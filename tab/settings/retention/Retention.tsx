import { useState } from 'react';
import { Button, Field, Input, MessageBar, MessageBarBody, Radio, RadioGroup } from '@fluentui/react-components';
import type { Retention as Setting } from '../../../src/contract/api';
import { Failed, LoadingRows } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { retentionWords as words } from '../../words/settings/retention';
import { momentInSentence, whenWords } from '../../words/times';
import { useSettingsStyles } from '../parts/Settings.styles';
import { RetentionDialog } from './RetentionDialog';
import { useRetention } from './useRetention';

/** For managers of the whole desk: after what time chats lose their words, and how that goes. */
export function Retention() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useRetention();
  return (
    <section aria-labelledby="settings-retention" data-testid="settings-retention">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-retention">
          {words.title}
        </h2>
      </div>
      <p className={styles.lead}>
        {words.lead} {words.untouched}
      </p>
      {data ? (
        // Changed meanwhile, it begins anew with what holds.
        <Choice key={data.version} holds={data} />
      ) : error ? (
        <Failed quiet what={words.failed} error={error} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows count={2} label={words.loading} />
      )}
    </section>
  );
}

/** As the server counts; see RETENTION_DAYS in the contract. */
const RANGE = { min: 7, max: 3_650 };
/** What is offered to whoever has never chosen. */
const USUAL = 365;

function Choice({ holds }: { holds: Setting }) {
  const styles = useSettingsStyles();
  const [isLimited, setLimited] = useState(holds.days !== null);
  const [entered, setEntered] = useState(String(holds.days ?? USUAL));
  const [asks, setAsks] = useState(false);
  const { min, max } = RANGE;
  const days = Number(entered);
  const isWrong = isLimited && !(Number.isInteger(days) && days >= min && days <= max);
  const chosen = isLimited ? days : null;
  return (
    <div className={styles.item}>
      <div className={styles.about}>
        <RadioGroup
          aria-labelledby="settings-retention"
          value={isLimited ? 'days' : 'forGood'}
          onChange={(_, { value }) => setLimited(value === 'days')}
        >
          <Radio value="forGood" label={words.forGood} data-testid="keep-for-good" />
          <Radio value="days" label={words.forDays} data-testid="keep-for-days" />
        </RadioGroup>
        {isLimited && (
          <Field
            label={words.days}
            hint={words.daysHint({ min, max })}
            {...(isWrong && { validationMessage: words.wrong({ min, max }) })}
          >
            <Input
              value={entered}
              inputMode="numeric"
              onChange={(_, { value }) => setEntered(value.trim())}
              data-testid="retention-days"
            />
          </Field>
        )}
        <HowItGoes holds={holds} />
      </div>
      {chosen !== holds.days && (
        <div className={styles.actions}>
          <Button
            appearance="primary"
            disabledFocusable={isWrong}
            onClick={() => !isWrong && setAsks(true)}
            data-testid="save-retention"
          >
            {words.save}
          </Button>
        </div>
      )}
      {asks && (
        <RetentionDialog
          days={chosen}
          version={holds.version}
          onSaved={() => setAsks(false)}
          onClose={() => setAsks(false)}
        />
      )}
    </div>
  );
}

function HowItGoes({ holds: { beginsAt, due, workedAt, failed, changedAt, changedBy } }: { holds: Setting }) {
  const styles = useSettingsStyles();
  const [now, locale] = [useClock(), useLocale()];
  const isStill = beginsAt !== null && Date.parse(beginsAt) > now;
  return (
    <>
      {failed && (
        <MessageBar intent="error" layout="multiline" data-testid="retention-failed">
          <MessageBarBody>
            {words.stuck({ when: momentInSentence(failed.at, now, locale), reason: failed.reason })}
          </MessageBarBody>
        </MessageBar>
      )}
      {beginsAt !== null && (
        <div className={styles.quiet} data-testid="retention-progress">
          {isStill && `${words.begins({ when: momentInSentence(beginsAt, now, locale) })} `}
          {words.left({ due })} {workedAt && words.worked({ when: momentInSentence(workedAt, now, locale) })}
        </div>
      )}
      {changedAt !== null && changedBy !== null && (
        <div className={styles.quiet}>
          {words.changed({ by: changedBy.name, when: whenWords(changedAt, now, locale) })}
        </div>
      )}
    </>
  );
}
