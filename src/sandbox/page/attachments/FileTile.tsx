import { Link } from '@fluentui/react-components';
import { Document24Regular } from '@fluentui/react-icons/svg/document';
import { DocumentPdf24Regular } from '@fluentui/react-icons/svg/document-pdf';
import { useAttachmentStyles } from './attachments.styles';
import { kindOf } from './fileWords';

/** A file in the chat; one that can be opened is a link. */
export function FileTile({ name, url }: { name: string; url: string | undefined }) {
  const styles = useAttachmentStyles();
  return (
    <div className={styles.tile} data-testid="chat-file">
      <FileIcon name={name} />
      <span className={styles.about}>
        {url ? (
          <Link className={styles.name} href={url} target="_blank" rel="noopener noreferrer">
            <bdi>{name}</bdi>
          </Link>
        ) : (
          <bdi className={styles.name}>{name}</bdi>
        )}
        <span className={styles.quiet}>{kindOf(name)}</span>
      </span>
    </div>
  );
}

export function FileIcon({ name }: { name: string }) {
  const styles = useAttachmentStyles();
  const Icon = kindOf(name) === 'PDF' ? DocumentPdf24Regular : Document24Regular;
  return <Icon className={styles.icon} aria-hidden />;
}
