import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, DismissRegular } from '@fluentui/react-icons';
import { wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { useGivesFocusBack } from '../../parts/useGivesFocusBack';
import { BlobImage } from './BlobImage';
import { useFileStyles } from './Files.styles';
import { saveFile, usePicture } from './useFile';
import { fileWords } from '../../words/files';

/** As large as the window. */
export function LargePicture({ path, name, onClose }: { path: string; name: string; onClose: () => void }) {
  const styles = useFileStyles();
  const { say } = useNotice();
  const surface = useGivesFocusBack();
  const { picture, failed } = usePicture(path);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface ref={surface} className={styles.large} data-testid="picture-dialog">
        <DialogBody>
          <DialogTitle
            action={
              <span className={styles.largeActions}>
                <Button
                  appearance="subtle"
                  icon={<ArrowDownloadRegular />}
                  aria-label={fileWords.download}
                  onClick={() => void saveFile(path).catch((error: unknown) => say('error', wordsOf(error)))}
                />
                <Button appearance="subtle" icon={<DismissRegular />} aria-label={fileWords.close} onClick={onClose} />
              </span>
            }
          >
            <bdi className={styles.largeName}>{name}</bdi>
          </DialogTitle>
          <DialogContent className={styles.largeContent}>
            {picture ? (
              <BlobImage className={styles.largeImage} blob={picture} alt={name} />
            ) : failed ? (
              fileWords.largeFailed
            ) : (
              <Spinner />
            )}
          </DialogContent>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
