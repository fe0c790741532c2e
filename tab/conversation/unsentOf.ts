import type { Draft } from './composer/drafts';
import { isFormatted } from './composer/formatting';
import { unfilled } from './composer/placeholders';
import { toSend, uploadsOf } from './composer/uploads';
import type { Outgoing } from './messages/outgoing';
import type { Sending, Written } from './messages/sending';
import type { Unsent } from './UnsentDialog';

interface Here {
  id: string;
  draft: Draft;
  outgoing: Outgoing[];
  sending: Sending;
  write: (written: Written) => void;
  takeBack: (item: Outgoing) => void;
  setTextOf: (kind: Draft['mode'], text: string) => void;
}

const KINDS = ['reply', 'note'] as const;

/** What was written in a chat and has not been sent, with what can become of it; null: nothing. */
export function unsentOf({ id, draft, outgoing, sending, write, takeBack, setTextOf }: Here): Unsent | null {
  const [reply, note] = [draft.reply.trim(), draft.note.trim()];
  if (reply === '' && note === '' && outgoing.length === 0) return null;
  const clear = () => KINDS.forEach((kind) => setTextOf(kind, ''));
  return {
    reply,
    note,
    outgoing,
    gap: unfilled(reply, draft.fields)?.name ?? null,
    onSend: () => {
      for (const { state, clientMessageId } of outgoing) if (state === 'failed') sending.retry(clientMessageId);
      for (const kind of KINDS) {
        const text = draft[kind].trim();
        const uploads = uploadsOf(id, kind);
        const files = uploads.read().flatMap(toSend);
        if (text === '') continue;
        const mentions = kind === 'note' ? draft.mentions.filter(({ name }) => text.includes(`@${name}`)) : [];
        write({
          kind,
          text,
          ...(isFormatted(text) && { format: 'markdown' as const }),
          ...(files.length > 0 && { files }),
          ...(mentions.length > 0 && { mentions }),
        });
        uploads.clear();
      }
      clear();
    },
    // The newest first: each is put before what is there.
    onKeep: () => [...outgoing].reverse().forEach(takeBack),
    onDiscard: () => {
      for (const { clientMessageId } of outgoing) sending.discard(clientMessageId);
      clear();
    },
  };
}
