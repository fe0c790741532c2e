import { useCallback, useState } from 'react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
} from '@fluentui/react-components';
import { ArrowDownloadRegular, DismissRegular, ImageRegular } from '@fluentui/react-icons';
import type { Attachment } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { useFileStyles } from './Files.styles';
import { saveFile, usePicture } from './useFile';
import { fileWords } from '../../words/files';

interface PictureProps {
  path: string;
  attachment: Attachment;
}

/** A picture, small in the transcript and as large as the window when pressed. */
export function Picture({ path, attachment }: PictureProps) {
  const styles = useFileStyles();
  const [isOpen, setOpen] = useState(false);
  const { picture, failed } = usePicture(attachment.hasThumbnail ? `${path}/thumbnail` : path);
  const name = attachment.name ?? fileWords.picture;
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        onClick={() => setOpen(true)}
        aria-label={fileWords.openPicture({ name })}
        data-testid="picture"
      >
        {picture ? (
          <BlobImage className={styles.image} blob={picture} alt={name} />
        ) : (
          <span className={styles.placeholder}>
            {failed ? <ImageRegular aria-hidden /> : <Spinner size="tiny" aria-hidden />}
            {failed ? fileWords.pictureFailed({ name }) : name}
          </span>
        )}
      </button>
      {isOpen && <Large path={path} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function Large({ path, name, onClose }: { path: string; name: string; onClose: () => void }) {
  const styles = useFileStyles();
  const { say } = useNotice();
  const { picture, failed } = usePicture(path);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface className={styles.large} data-testid="picture-dialog">
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

/** Its address lives as long as the element does. */
function BlobImage({ blob, alt, className }: { blob: Blob; alt: string; className: string }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const address = URL.createObjectURL(blob);
      image.src = address;
      return () => URL.revokeObjectURL(address);
    },
    [blob],
  );
  return <img ref={show} className={className} alt={alt} />;
}
