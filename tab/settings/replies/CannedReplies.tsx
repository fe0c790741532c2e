import { lazily } from '../../parts/lazily';
import { Suspense, useState } from 'react';
import { Badge, Button } from '@fluentui/react-components';
import { AddRegular, ChatMultipleRegular } from '@fluentui/react-icons';
import type { CannedReply } from '../../../src/contract/api';
import { useCannedReplies } from '../../desk/useDesk';
import { AskDialog } from '../../parts/AskDialog';
import { Failed, LoadingRows, StatePanel } from '../../parts/StatePanels';
import { repliesWords } from '../../words/settings/replies';
import { settingsWords } from '../../words/settings/common';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useDeleteCannedReply } from './useCannedReplies';

const ReplyDialog = lazily(() => import('./ReplyDialog').then(({ ReplyDialog }) => ReplyDialog));

/** What is often said: everybody's, which managers keep, and one's own. */
export function CannedReplies() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useCannedReplies();
  const [adds, setAdds] = useState(false);
  return (
    <section aria-labelledby="settings-replies" data-testid="settings-replies">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-replies">
          {repliesWords.title}
        </h2>
        <Button icon={<AddRegular />} onClick={() => setAdds(true)} data-testid="add-reply">
          {repliesWords.add}
        </Button>
      </div>
      <p className={styles.lead}>{repliesWords.lead}</p>
      {!data && !error && <LoadingRows count={2} label={repliesWords.loading} />}
      {!data && error && <Failed quiet what={repliesWords.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <StatePanel quiet title={repliesWords.empty} picture={<ChatMultipleRegular />} testId="no-replies">
          {repliesWords.emptyWhy}
        </StatePanel>
      )}
      {data && data.length > 0 && (
        <ul className={styles.items}>
          {data.map((reply) => (
            <ReplyItem key={reply.id} reply={reply} />
          ))}
        </ul>
      )}
      {adds && (
        <Suspense>
          <ReplyDialog reply={null} onClose={() => setAdds(false)} />
        </Suspense>
      )}
    </section>
  );
}

function ReplyItem({ reply }: { reply: CannedReply }) {
  const styles = useSettingsStyles();
  const [asks, setAsks] = useState<'edit' | 'delete' | null>(null);
  const { name, text, shared, files } = reply;
  const handleClose = () => setAsks(null);
  return (
    <li className={styles.item} data-testid="canned-reply">
      <div className={styles.about}>
        <h3 className={styles.name}>
          <bdi>{name}</bdi>
          <Badge appearance="tint" color={shared ? 'brand' : 'informative'}>
            {shared ? repliesWords.shared : repliesWords.mine}
          </Badge>
        </h3>
        <div className={styles.quiet}>{text.length > 200 ? `${text.slice(0, 200)}…` : text}</div>
        {files.length > 0 && <div className={styles.quiet}>{repliesWords.files({ count: files.length })}</div>}
      </div>
      {reply.can.change && (
        <div className={styles.actions}>
          <Button
            size="small"
            aria-label={settingsWords.editNamed({ name })}
            onClick={() => setAsks('edit')}
            data-testid="edit-reply"
          >
            {settingsWords.edit}
          </Button>
          <Button
            size="small"
            aria-label={settingsWords.deleteNamed({ name })}
            onClick={() => setAsks('delete')}
            data-testid="delete-reply"
          >
            {repliesWords.delete}
          </Button>
        </div>
      )}
      {asks === 'edit' && (
        <Suspense>
          <ReplyDialog reply={reply} onClose={handleClose} />
        </Suspense>
      )}
      {asks === 'delete' && <DeleteDialog reply={reply} onClose={handleClose} />}
    </li>
  );
}

function DeleteDialog({ reply, onClose }: { reply: CannedReply; onClose: () => void }) {
  const deletion = useDeleteCannedReply(reply.id);
  return (
    <AskDialog
      title={repliesWords.deleteTitle({ name: reply.name })}
      confirm={repliesWords.delete}
      busy={repliesWords.deleting}
      testId="delete-reply-dialog"
      isPending={deletion.isPending}
      error={deletion.error}
      onConfirm={() => deletion.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      {repliesWords.deleteAbout}
    </AskDialog>
  );
}
