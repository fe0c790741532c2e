import { useRef } from 'react';
import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { settingsWords } from '../../words/settings/common';
import { useCopied } from './useCopied';

const useStyles = makeStyles({
  // On a phone the text gives way, not the button.
  input: { minWidth: 0, '& input': { minWidth: 0 } },
  copy: { flexShrink: 0, whiteSpace: 'nowrap' },
});

/** A text to take elsewhere. */
export function Copyable({
  label,
  hint,
  value,
  testId,
}: {
  label: string;
  hint?: string;
  value: string;
  testId: string;
}) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  const { isCopied, copy } = useCopied(input, value);
  return (
    <Field label={label} hint={hint}>
      <Input
        ref={input}
        className={styles.input}
        readOnly
        value={value}
        data-testid={testId}
        contentAfter={
          <Button
            appearance="transparent"
            className={styles.copy}
            size="small"
            icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
            onClick={() => void copy()}
            aria-label={settingsWords.copyNamed({ name: label })}
          >
            {isCopied ? settingsWords.copied : settingsWords.copy}
          </Button>
        }
      />
    </Field>
  );
}
