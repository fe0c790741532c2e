import { useRef } from 'react';
import { Button, Field, Textarea, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { agentSetupWords } from '../../../words/settings/agentSetup';
import { settingsWords } from '../../../words/settings/common';
import { useCopied } from '../../parts/useCopied';

const useStyles = makeStyles({
  text: { '& textarea': { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 } },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalXS },
});

interface FileToTakeProps {
  label: string;
  hint: string;
  /** What it is called on disk. */
  name: string;
  content: string;
  testId: string;
}

/** A file to copy, or to download. */
export function FileToTake({ label, hint, name, content, testId }: FileToTakeProps) {
  const styles = useStyles();
  const area = useRef<HTMLTextAreaElement>(null);
  const { isCopied, copy } = useCopied(area, content);
  const handleDownload = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type: 'text/plain' }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div>
      <Field label={label} hint={hint}>
        <Textarea ref={area} className={styles.text} readOnly rows={5} value={content} data-testid={testId} />
      </Field>
      <div className={styles.actions}>
        <Button
          size="small"
          icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={() => void copy()}
          aria-label={settingsWords.copyNamed({ name: label })}
        >
          {isCopied ? settingsWords.copied : settingsWords.copy}
        </Button>
        <Button
          size="small"
          icon={<ArrowDownloadRegular />}
          onClick={handleDownload}
          aria-label={agentSetupWords.downloadNamed({ name: label })}
        >
          {agentSetupWords.download}
        </Button>
      </div>
    </div>
  );
}
