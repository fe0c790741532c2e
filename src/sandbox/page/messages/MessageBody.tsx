import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { Attach20Regular } from '@fluentui/react-icons/svg/attach';
import type { SandboxMessage } from '../../state/contract';
import { Card, type Press } from '../cards/Card';
import { cardContent } from './heroCard';
import { messageHtml } from '../parts/richText';

const useStyles = makeStyles({
  text: {
    overflowWrap: 'anywhere',
    '& p': { margin: '0 0 6px' },
    '& p:last-child': { margin: 0 },
    '& ul, & ol': { margin: '4px 0', paddingInlineStart: '22px' },
    '& a': { color: tokens.colorBrandForegroundLink },
    '& pre': { whiteSpace: 'pre-wrap', margin: '4px 0', fontFamily: tokens.fontFamilyMonospace },
    '& blockquote': {
      margin: '4px 0',
      paddingInlineStart: '10px',
      borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    },
    '& .mention': { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  },
  file: { display: 'flex', gap: '6px', alignItems: 'center' },
  image: { maxWidth: '100%', maxHeight: '240px', borderRadius: tokens.borderRadiusMedium, display: 'block' },
});

export function MessageText({ message }: { message: Pick<SandboxMessage, 'text' | 'textFormat'> }) {
  const styles = useStyles();
  // Sanitised by DOMPurify in messageHtml.
  const html = { __html: messageHtml(message.text, message.textFormat) };
  return <div className={styles.text} dir="auto" dangerouslySetInnerHTML={html} />;
}

export function isCard(attachment: SandboxMessage['attachments'][number]): boolean {
  return cardContent(attachment) !== null;
}

interface Props {
  attachment: SandboxMessage['attachments'][number];
  onPress: (press: Press) => Promise<void>;
}

/** A card, a picture, or the name of a file. */
export function AttachmentView({ attachment, onPress }: Props) {
  const styles = useStyles();
  const card = cardContent(attachment);
  if (card !== null) return <Card content={card} onPress={onPress} />;
  const { contentType, contentUrl, name = 'Attachment' } = attachment;
  if (contentUrl && contentType.startsWith('image/')) {
    return <img className={styles.image} src={contentUrl} alt={name} />;
  }
  return (
    <div className={styles.file}>
      <Attach20Regular aria-hidden />
      {contentUrl ? (
        <Link href={contentUrl} target="_blank" rel="noopener noreferrer">
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
    </div>
  );
}
