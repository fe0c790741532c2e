import { Mic24Regular } from '@fluentui/react-icons/svg/mic';
import { useAttachmentStyles } from './attachments.styles';

const HEIGHTS = [6, 12, 18, 10, 16, 20, 12, 8, 14, 6];

/** A voice message as its sender sees it; nothing was recorded, so nothing plays. */
export function VoiceNote() {
  const styles = useAttachmentStyles();
  return (
    <div className={styles.tile} data-testid="chat-voice">
      <Mic24Regular className={styles.icon} aria-hidden />
      <span className={styles.voice}>
        <span className={styles.wave} aria-hidden>
          {HEIGHTS.map((height, place) => (
            <span key={place} className={styles.bar} style={{ height }} />
          ))}
        </span>
        <span className={styles.quiet}>Voice message</span>
      </span>
    </div>
  );
}
