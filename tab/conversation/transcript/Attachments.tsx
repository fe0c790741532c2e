import { Suspense } from 'react';
import { mergeClasses } from '@fluentui/react-components';
import { AttachRegular, SlideTextRegular } from '@fluentui/react-icons';
import type { Attachment } from '../../../src/contract/api';
import { isReachable, probe } from '../../desk/reach';
import { lazily } from '../../parts/lazily';
import { FileTile } from '../files/FileTile';
import { isPicture } from '../files/fileFacts';
import { transcriptWords } from '../../words/transcript';
import { useAttachmentStyles } from './Attachments.styles';

// A newer desk may have been installed, and the chunk be gone: the conversation stays.
const NoCard = (_: { content: unknown }) => <>{transcriptWords.message.cardFailed}</>;
const CardView = lazily(() =>
  import('./CardView').then(
    ({ CardView }) => CardView,
    async (error: unknown) => {
      await probe();
      if (isReachable()) return NoCard;
      throw error;
    },
  ),
);
const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

/** Cards and files that came with a message; nothing here can be pressed on the customer's behalf. */
export function Attachments({ items, escalationId }: { items: Attachment[]; escalationId: string }) {
  const styles = useAttachmentStyles();
  return items.map((attachment, index) => (
    <div
      key={index}
      className={mergeClasses(styles.attachment, isShown(attachment) && styles.bare)}
      data-testid="attachment"
    >
      {attachment.contentType === ADAPTIVE ? (
        <CardFrame content={attachment.content} />
      ) : attachment.fileId !== null ? (
        <FileTile attachment={{ ...attachment, fileId: attachment.fileId }} escalationId={escalationId} />
      ) : (
        <Other attachment={attachment} />
      )}
    </div>
  ));
}

/** A picture needs no frame around it. */
const isShown = (attachment: Attachment): boolean =>
  attachment.fileId !== null && attachment.state === 'ready' && isPicture(attachment);

function CardFrame({ content }: { content: unknown }) {
  const styles = useAttachmentStyles();
  return (
    <>
      <div className={styles.caption}>
        <SlideTextRegular aria-hidden /> {transcriptWords.message.card}
      </div>
      <Suspense fallback={<span>{transcriptWords.message.cardLoading}</span>}>
        <CardView content={content} />
      </Suspense>
    </>
  );
}

/** Hero and thumbnail cards as words; files as links that say where they lead. */
function Other({ attachment }: { attachment: Attachment }) {
  const styles = useAttachmentStyles();
  const { name, url, contentType, content } = attachment;
  const card = content && typeof content === 'object' ? (content as Record<string, unknown>) : null;
  const words = [card?.['title'], card?.['subtitle'], card?.['text']].filter((part) => typeof part === 'string');
  if (words.length > 0) return words.map((part, index) => <div key={index}>{part}</div>);
  const label = name ?? contentType;
  return (
    <span className={styles.caption}>
      <AttachRegular className={styles.icon} aria-hidden />
      <span>
        {url && isWebAddress(url) ? (
          <a className={styles.link} href={url} target="_blank" rel="noopener noreferrer">
            {transcriptWords.message.linkTo({ label, host: new URL(url).host })}
          </a>
        ) : (
          <bdi>{label}</bdi>
        )}
        {attachment.state === 'unavailable' && attachment.reason && ` · ${attachment.reason}`}
      </span>
    </span>
  );
}

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

/** The quick answers a bot offered. */
export function Suggestions({ items }: { items: string[] }) {
  const styles = useAttachmentStyles();
  if (items.length === 0) return null;
  return (
    <ul className={styles.suggestions} aria-label={transcriptWords.message.suggestions} data-testid="suggestions">
      {items.map((title, index) => (
        <li key={index} className={styles.suggestion}>
          {title}
        </li>
      ))}
    </ul>
  );
}
