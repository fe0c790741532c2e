import { type SandboxMessage, VOICE_NOTE } from '../../state/contract';
import { Card, type Press } from '../cards/Card';
import { cardContent } from '../cards/heroCard';
import { FileConsent } from './FileConsent';
import { FileTile } from './FileTile';
import { Picture } from './Picture';
import { VoiceNote } from './VoiceNote';

type Attachment = SandboxMessage['attachments'][number];

const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';

export function isCard(attachment: Attachment): boolean {
  return cardContent(attachment) !== null;
}

interface Props {
  attachment: Attachment;
  onPress: (press: Press) => Promise<void>;
}

/** A card, a picture, a file or the offer of one, a voice message. */
export function AttachmentView({ attachment, onPress }: Props) {
  const card = cardContent(attachment);
  if (card !== null) return <Card content={card} onPress={onPress} />;
  const { contentType, contentUrl, content, name } = attachment;
  if (contentType === VOICE_NOTE) return <VoiceNote />;
  if (contentType === FILE_CONSENT) return <FileConsent name={name ?? 'File'} content={content} onPress={onPress} />;
  if (contentUrl && contentType.startsWith('image/')) return <Picture url={contentUrl} name={name ?? 'Picture'} />;
  return <FileTile name={name ?? 'Attachment'} url={contentUrl} />;
}
