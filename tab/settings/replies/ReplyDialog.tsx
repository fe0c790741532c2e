import { useRef, useState } from 'react';
import { Button, Field, Input, Switch, Textarea } from '@fluentui/react-components';
import { AttachRegular, DismissRegular } from '@fluentui/react-icons';
import type { CannedReply } from '../../../src/contract/api';
import { AskDialog } from '../../parts/AskDialog';
import { useYou } from '../../parts/you';
import { repliesWords } from '../../words/settings/replies';
import { settingsWords } from '../../words/settings/common';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useSaveCannedReply } from './useCannedReplies';

/** As the server counts; see LIMITS in the contract. */
const LIMITS = { name: 100, text: 8_000, files: 5, bytes: 5 * 1024 * 1024 };

interface ReplyDialogProps {
  /** Null: a new one. */
  reply: CannedReply | null;
  onClose: () => void;
}

export function ReplyDialog({ reply, onClose }: ReplyDialogProps) {
  const styles = useSettingsStyles();
  const { managesAll } = useYou();
  const chooser = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(reply?.name ?? '');
  const [text, setText] = useState(reply?.text ?? '');
  const [shared, setShared] = useState(reply?.shared ?? false);
  const [removed, setRemoved] = useState<string[]>([]);
  const [added, setAdded] = useState<File[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = useSaveCannedReply(reply);
  const kept = reply?.files.filter(({ id }) => !removed.includes(id)) ?? [];
  const isChanged =
    name !== (reply?.name ?? '') || text !== (reply?.text ?? '') || removed.length > 0 || added.length > 0;
  const tooMany = text.trim().length - LIMITS.text;

  const handleFiles = (chosen: File[]) => {
    const large = chosen.find(({ size }) => size > LIMITS.bytes);
    const fitting = chosen.filter(({ size }) => size <= LIMITS.bytes);
    const room = LIMITS.files - kept.length - added.length;
    setAdded([...added, ...fitting.slice(0, room)]);
    if (large) setRefusal(repliesWords.fileTooLarge({ name: large.name }));
    else setRefusal(fitting.length > room ? repliesWords.tooManyFiles : null);
  };
  return (
    <AskDialog
      title={reply ? repliesWords.editTitle : repliesWords.newTitle}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="reply-dialog"
      wide
      stays={isChanged}
      isPending={save.isPending}
      error={save.error}
      canConfirm={name.trim() !== '' && text.trim() !== '' && tooMany <= 0 && isChanged}
      onConfirm={() =>
        save.mutate({ name: name.trim(), text: text.trim(), shared, removed, added }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Field label={repliesWords.name} hint={repliesWords.nameHint} required>
        <Input
          value={name}
          maxLength={LIMITS.name}
          onChange={(_, data) => setName(data.value)}
          data-testid="reply-name"
        />
      </Field>
      <Field
        label={repliesWords.text}
        hint={repliesWords.textHint}
        validationMessage={tooMany > 0 ? repliesWords.tooLong({ count: tooMany }) : undefined}
        required
      >
        <Textarea
          value={text}
          rows={6}
          resize="vertical"
          onChange={(_, data) => setText(data.value)}
          textarea={{ dir: 'auto' }}
          data-testid="reply-text"
        />
      </Field>
      <Field label={repliesWords.filesTitle} hint={repliesWords.filesHint} validationMessage={refusal ?? undefined}>
        <div className={styles.form}>
          {kept.map(({ id, name: fileName }) => (
            <FileRow key={id} name={fileName} onRemove={() => setRemoved([...removed, id])} />
          ))}
          {added.map((file, index) => (
            <FileRow
              key={`${index} ${file.name}`}
              name={file.name}
              onRemove={() => setAdded(added.filter((one) => one !== file))}
            />
          ))}
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            tabIndex={-1}
            aria-hidden
            onChange={(event) => {
              handleFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
            data-testid="reply-file-input"
          />
          <div>
            <Button type="button" icon={<AttachRegular />} onClick={() => chooser.current?.click()}>
              {repliesWords.addFiles}
            </Button>
          </div>
        </div>
      </Field>
      {managesAll && !reply && (
        <Switch
          checked={shared}
          label={repliesWords.forEverybody}
          onChange={(_, data) => setShared(data.checked)}
          data-testid="reply-shared"
        />
      )}
    </AskDialog>
  );
}

function FileRow({ name, onRemove }: { name: string; onRemove: () => void }) {
  const styles = useSettingsStyles();
  return (
    <div className={styles.name} data-testid="reply-file">
      <bdi>{name}</bdi>
      <Button
        type="button"
        size="small"
        appearance="transparent"
        icon={<DismissRegular />}
        aria-label={repliesWords.removeFile({ name })}
        onClick={onRemove}
      />
    </div>
  );
}
