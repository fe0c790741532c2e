import { Button, Spinner } from '@fluentui/react-components';
import { DismissRegular, DocumentRegular, ErrorCircleRegular, ImageRegular } from '@fluentui/react-icons';
import { useLocale } from '../../parts/you';
import { FileName } from '../files/FileTile';
import { useFileStyles } from '../files/Files.styles';
import { isPicture, sizeWords } from '../files/fileFacts';
import type { DraftFile } from './uploads';
import { composerWords } from '../../words/composer';

interface FileChipsProps {
  files: DraftFile[];
  onRemove: (key: string) => void;
}

/** The files that go with what is being written. */
export function FileChips({ files, onRemove }: FileChipsProps) {
  const styles = useFileStyles();
  const locale = useLocale();
  if (files.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={composerWords.files} data-testid="draft-files">
      {files.map((file) => (
        <li key={file.key} className={styles.chip} data-testid="draft-file" data-state={file.state}>
          {file.state === 'sending' ? (
            <Spinner size="extra-tiny" aria-label={composerWords.uploadingFile} />
          ) : file.state === 'failed' ? (
            <ErrorCircleRegular className={styles.bad} aria-hidden />
          ) : isPicture(file) ? (
            <ImageRegular aria-hidden />
          ) : (
            <DocumentRegular aria-hidden />
          )}
          <span className={styles.about}>
            <FileName name={file.name} />
            <span className={styles.quiet} role={file.state === 'failed' ? 'alert' : undefined}>
              {file.state === 'failed' ? file.reason : sizeWords(file.size, locale)}
            </span>
          </span>
          <Button
            size="small"
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={composerWords.removeFile({ name: file.name })}
            onClick={() => onRemove(file.key)}
          />
        </li>
      ))}
    </ul>
  );
}
