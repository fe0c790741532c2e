import { Button, mergeClasses, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import type { Press } from '../cards/Card';
import { useAttachmentStyles } from './attachments.styles';
import { FileIcon } from './FileTile';
import { sizeWords } from './fileWords';

interface Offer {
  description?: string;
  sizeInBytes?: number;
  /** What the person has answered. */
  chosen?: 'accepted' | 'declined';
}

interface Props {
  name: string;
  content: unknown;
  onPress: (press: Press) => Promise<void>;
}

/** Teams' own card that asks whether one wants a file. */
export function FileConsent({ name, content, onPress }: Props) {
  const styles = useAttachmentStyles();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { description, sizeInBytes, chosen } = (content ?? {}) as Offer;

  async function handlePress(accept: boolean) {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onPress({ kind: 'consent', accept });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'Something went wrong.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className={styles.tile} role="group" aria-label={`File offered: ${name}`} data-testid="file-consent">
      <FileIcon name={name} />
      <span className={styles.about}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.quiet} dir="auto">
          {[description, sizeInBytes ? sizeWords(sizeInBytes) : ''].filter(Boolean).join(' · ')}
        </span>
      </span>
      {chosen ? (
        <span className={mergeClasses(styles.quiet, styles.below)}>
          {chosen === 'accepted' ? 'Allowed' : 'Declined'}
        </span>
      ) : (
        <span className={styles.below}>
          <Button
            size="small"
            appearance="primary"
            icon={busy ? <Spinner size="extra-tiny" /> : undefined}
            disabledFocusable={busy}
            onClick={() => void handlePress(true)}
          >
            Allow
          </Button>
          <Button size="small" disabledFocusable={busy} onClick={() => void handlePress(false)}>
            Decline
          </Button>
        </span>
      )}
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
