import { Button, makeStyles, tokens, Tooltip } from '@fluentui/react-components';
import { Attach20Regular } from '@fluentui/react-icons/svg/attach';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import { Mic20Regular } from '@fluentui/react-icons/svg/mic';
import { Record16Filled } from '@fluentui/react-icons/svg/record';
import { type Ref, useRef, useState } from 'react';
import { FileIcon } from '../attachments/FileTile';
import { sizeWords } from '../attachments/fileWords';
import { Composer } from '../messages/Composer';
import { useToast } from '../parts/useToast';
import type { Outgoing } from './useChat';

/** As the stand-in takes them; the second is a little more than the desk takes, so that it can be seen to refuse. */
const MOST_FILES = 4;
const MOST_BYTES = 22_000_000;

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: '4px', margin: 0, padding: '6px 6px 0', listStyleType: 'none' },
  chip: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    maxWidth: '100%',
    minWidth: 0,
    padding: '2px 2px 2px 8px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  name: { overflowWrap: 'anywhere', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, flexShrink: 0 },
  recording: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px', padding: '6px 4px 0 12px' },
  dot: { color: tokens.colorStatusDangerForeground1, flexShrink: 0 },
  words: { flexGrow: 1 },
  choice: { display: 'flex', flexWrap: 'wrap', gap: '4px', marginInlineStart: 'auto' },
  hidden: { display: 'none' },
});

interface Props {
  botName: string;
  inputRef: Ref<HTMLTextAreaElement>;
  onSend: (outgoing: Outgoing) => void;
}

/** Where a customer writes, attaches files, or speaks a voice message. */
export function CustomerComposer({ botName, inputRef, onSend }: Props) {
  const styles = useStyles();
  const toast = useToast();
  const chooser = useRef<HTMLInputElement>(null);
  const attachButton = useRef<HTMLButtonElement>(null);
  const recordButton = useRef<HTMLButtonElement>(null);
  const [files, setFiles] = useState<File[]>([]);
  const [recording, setRecording] = useState(false);

  function handleFiles(chosen: File[]) {
    const large = chosen.find(({ size }) => size > MOST_BYTES);
    const empty = chosen.find(({ size }) => size === 0);
    if (large) return toast(`${large.name} has ${sizeWords(large.size)}, which is too large.`, 'warning');
    if (empty) return toast(`${empty.name} is empty.`, 'warning');
    if (files.length + chosen.length > MOST_FILES) toast(`A message takes ${MOST_FILES} files.`, 'warning');
    setFiles([...files, ...chosen].slice(0, MOST_FILES));
  }
  function handleRecorded(wanted: boolean) {
    setRecording(false);
    recordButton.current?.focus();
    if (wanted) onSend({ text: '', voice: true });
  }
  function handleRemove(file: File) {
    setFiles(files.filter((one) => one !== file));
    attachButton.current?.focus();
  }

  const chips = files.length > 0 && (
    <ul className={styles.chips} aria-label="Files to send">
      {files.map((file, place) => (
        <li key={place} className={styles.chip}>
          <FileIcon name={file.name} />
          <bdi className={styles.name}>{file.name}</bdi>
          <span className={styles.quiet}>{sizeWords(file.size)}</span>
          <Button
            size="small"
            appearance="transparent"
            icon={<Dismiss16Regular />}
            aria-label={`Remove ${file.name}`}
            onClick={() => handleRemove(file)}
          />
        </li>
      ))}
    </ul>
  );
  const recorder = recording && (
    <div className={styles.recording} role="group" aria-label="Voice message">
      <Record16Filled className={styles.dot} aria-hidden />
      <span className={styles.words}>Voice message (no sound is recorded)</span>
      <span className={styles.choice}>
        <Button size="small" appearance="subtle" onClick={() => handleRecorded(false)}>
          Cancel
        </Button>
        <Button
          size="small"
          appearance="primary"
          onClick={() => handleRecorded(true)}
          autoFocus
          data-testid="chat-voice-send"
        >
          Send voice message
        </Button>
      </span>
    </div>
  );

  return (
    <>
      <input
        ref={chooser}
        type="file"
        multiple
        className={styles.hidden}
        tabIndex={-1}
        aria-hidden
        data-testid="chat-files"
        onChange={(event) => {
          handleFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Composer
        label={`Message to ${botName}`}
        placeholder="Type a message"
        inputTestId="chat-input"
        sendTestId="chat-send"
        inputRef={inputRef}
        full={files.length > 0}
        onFiles={handleFiles}
        onSend={(text) => {
          onSend({ text, files });
          setFiles([]);
        }}
        above={
          <>
            {chips}
            {recorder}
          </>
        }
        tools={
          <>
            <Tooltip content="Attach files" relationship="label">
              <Button
                ref={attachButton}
                appearance="subtle"
                icon={<Attach20Regular />}
                onClick={() => chooser.current?.click()}
              />
            </Tooltip>
            <Tooltip content="Voice message" relationship="label">
              <Button
                ref={recordButton}
                appearance="subtle"
                icon={<Mic20Regular />}
                aria-expanded={recording}
                onClick={() => setRecording(!recording)}
                data-testid="chat-voice-record"
              />
            </Tooltip>
          </>
        }
      />
    </>
  );
}
