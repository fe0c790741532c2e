import { useRef, useState } from 'react';
import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { settingsWords } from '../../words/settings/common';

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
  const [isCopied, setCopied] = useState(false);
  const handleCopy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // Some clients keep the clipboard from a framed page; the text stays selected for Ctrl+C.
      if (!document.execCommand('copy')) return;
    }
    setCopied(true);
  };
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
            onClick={() => void handleCopy()}
            aria-label={settingsWords.copyNamed({ name: label })}
          >
            {isCopied ? settingsWords.copied : settingsWords.copy}
          </Button>
        }
      />
    </Field>
  );
}
