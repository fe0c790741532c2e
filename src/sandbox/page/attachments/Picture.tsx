import { ImageOff24Regular } from '@fluentui/react-icons/svg/image-off';
import { useState } from 'react';
import { useAttachmentStyles } from './attachments.styles';

/** A picture that opens by itself when pressed; or that it is gone. */
export function Picture({ url, name }: { url: string; name: string }) {
  const styles = useAttachmentStyles();
  const [isGone, setGone] = useState(false);
  if (isGone) {
    return (
      <div className={styles.tile}>
        <ImageOff24Regular className={styles.icon} aria-hidden />
        <span className={styles.about}>
          <bdi className={styles.name}>{name}</bdi>
          <span className={styles.quiet}>This picture is not there any more.</span>
        </span>
      </div>
    );
  }
  return (
    <a className={styles.open} href={url} target="_blank" rel="noopener noreferrer">
      <img className={styles.image} src={url} alt={name} onError={() => setGone(true)} data-testid="chat-picture" />
    </a>
  );
}
