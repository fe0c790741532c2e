import { useState } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { ArrowDownloadRegular, DocumentRegular, ErrorCircleRegular } from '@fluentui/react-icons';
import type { Attachment } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { useLocale } from '../../parts/you';
import { useFileStyles } from './Files.styles';
import { isPicture, nameParts, sizeWords } from './fileFacts';
import { Picture } from './Picture';
import { filePath, saveFile } from './useFile';
import { fileWords } from '../../words/files';

interface FileTileProps {
  attachment: Attachment & { fileId: string };
  escalationId: string;
}

/** A file the desk keeps: a picture as such, anything else by its name; or why it is not there. */
export function FileTile({ attachment, escalationId }: FileTileProps) {
  const { fileId, state } = attachment;
  const path = filePath(escalationId, fileId);
  if (state === 'ready' && isPicture(attachment)) return <Picture path={path} attachment={attachment} />;
  return <Document path={path} attachment={attachment} />;
}

function Document({ path, attachment }: { path: string; attachment: Attachment }) {
  const styles = useFileStyles();
  const locale = useLocale();
  const { say } = useNotice();
  const [isSaving, setSaving] = useState(false);
  const { name, size, state, reason } = attachment;
  const handleSave = () => {
    setSaving(true);
    saveFile(path)
      .catch((error: unknown) => say('error', wordsOf(error)))
      .finally(() => setSaving(false));
  };
  return (
    <div className={styles.tile} data-testid="file" data-state={state}>
      {state === 'fetching' ? (
        <Spinner size="tiny" aria-hidden />
      ) : state === 'unavailable' ? (
        <ErrorCircleRegular className={styles.bad} aria-hidden />
      ) : (
        <DocumentRegular className={styles.icon} aria-hidden />
      )}
      <span className={styles.about}>
        <FileName name={name ?? fileWords.file} />
        <span className={styles.quiet}>
          {state === 'fetching' && fileWords.fetching}
          {state === 'unavailable' && (reason ?? fileWords.unavailable)}
          {state === 'ready' && size !== null && sizeWords(size, locale)}
        </span>
      </span>
      {state === 'ready' && (
        <Button
          appearance="subtle"
          icon={isSaving ? <Spinner size="tiny" /> : <ArrowDownloadRegular />}
          disabledFocusable={isSaving}
          onClick={handleSave}
          aria-label={fileWords.downloadNamed({ name: name ?? fileWords.file })}
          data-testid="download"
        />
      )}
    </div>
  );
}

/** Cut in the middle: the ending says what it is, and must be seen. */
export function FileName({ name }: { name: string }) {
  const styles = useFileStyles();
  const { stem, ending } = nameParts(name);
  return (
    <bdi className={styles.name} title={name}>
      <span className={styles.stem}>{stem}</span>
      <span className={styles.ending}>{ending}</span>
    </bdi>
  );
}
