import { Suspense, useState } from 'react';
import { lazily } from '../../parts/lazily';
import { Spinner } from '@fluentui/react-components';
import { ImageRegular } from '@fluentui/react-icons';
import type { Attachment } from '../../../src/contract/api';
import { BlobImage } from './BlobImage';
import { useFileStyles } from './Files.styles';
import { usePicture } from './useFile';
import { fileWords } from '../../words/files';

const LargePicture = lazily(() => import('./LargePicture').then(({ LargePicture }) => LargePicture));

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
      {isOpen && (
        <Suspense>
          <LargePicture path={path} name={name} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
