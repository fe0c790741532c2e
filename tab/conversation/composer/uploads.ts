/** Files for what is being written, one list a conversation and kind, whether or not it is on screen. */
import { upload } from '../../desk/api';
import { wordsOf } from '../../desk/apiError';
import { recall, remember } from '../../desk/memory';
import { composerWords } from '../../words/composer';
import { refusalOf } from '../files/fileFacts';
import type { Outgoing, OutgoingFile } from '../messages/outgoing';

/** A file added to what is being written; it is on the desk before the message is sent. */
export interface DraftFile {
  /** The tab's own id, until the desk has given one. */
  key: string;
  name: string;
  size: number;
  contentType: string;
  fileId: string | null;
  state: 'sending' | 'ready' | 'failed';
  reason: string | null;
}

type Named = Pick<DraftFile, 'name' | 'size' | 'contentType'>;

export interface Uploads {
  read: () => DraftFile[];
  subscribe: (listener: () => void) => () => void;
  add: (chosen: readonly File[], locale: string, onRefused: (words: string) => void) => void;
  /** Files the desk has already. */
  put: (files: readonly OutgoingFile[]) => void;
  /** Files the desk is about to have: of a canned reply. */
  bring: (named: readonly Named[], fetchFiles: () => Promise<readonly OutgoingFile[]>) => void;
  remove: (key: string) => void;
  clear: () => void;
}

const lists = new Map<string, Uploads>();

/** A reply's files and a note's are two lists, so that none changes sides. */
export function uploadsOf(escalationId: string, kind: Outgoing['kind']): Uploads {
  const name = `files:${kind}:${escalationId}`;
  const known = lists.get(name);
  if (known) return known;
  const created = create(escalationId, name);
  lists.set(name, created);
  return created;
}

function create(escalationId: string, storageKey: string): Uploads {
  const listeners = new Set<() => void>();
  const running = new Map<string, AbortController>();
  let files: DraftFile[] = (recall<OutgoingFile[]>(storageKey) ?? []).map(ready);

  const set = (next: DraftFile[]) => {
    files = next;
    const kept = files.flatMap(toSend);
    remember(storageKey, kept.length > 0 ? kept : null);
    for (const listener of listeners) listener();
  };
  const change = (key: string, part: Partial<DraftFile>) =>
    set(files.map((file) => (file.key === key ? { ...file, ...part } : file)));

  const send = (file: File, name: string) => {
    const key = crypto.randomUUID();
    const controller = new AbortController();
    running.set(key, controller);
    const { size, type: contentType } = file;
    set([...files, { key, name, size, contentType, fileId: null, state: 'sending', reason: null }]);
    upload<OutgoingFile>(`/escalations/${encodeURIComponent(escalationId)}/files`, file, { name }, controller.signal)
      .then(
        (kept) => change(key, { ...kept, state: 'ready' }),
        (error: unknown) => controller.signal.aborted || change(key, { state: 'failed', reason: wordsOf(error) }),
      )
      .finally(() => running.delete(key));
  };

  return {
    read: () => files,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (chosen, locale, onRefused) => {
      for (const file of chosen) {
        const name = file.name || composerWords.pastedPicture;
        const refusal = refusalOf({ name, size: file.size }, files.length, locale);
        if (refusal) onRefused(refusal);
        else send(file, name);
      }
    },
    put: (more) => set([...files, ...more.map(ready)]),
    bring: (named, fetchFiles) => {
      const waiting = named.map((file): DraftFile => ({
        ...ready({ ...file, fileId: '' }),
        fileId: null,
        state: 'sending',
      }));
      const isWaiting = ({ key }: DraftFile) => waiting.some((one) => one.key === key);
      set([...files, ...waiting]);
      fetchFiles().then(
        // Those that were removed meanwhile stay away.
        (brought) => {
          const wanted = brought.filter((_, index) => files.some(({ key }) => key === waiting[index]?.key));
          set([...files.filter((file) => !isWaiting(file)), ...wanted.map(ready)]);
        },
        (error: unknown) =>
          set(files.map((file) => (isWaiting(file) ? { ...file, state: 'failed', reason: wordsOf(error) } : file))),
      );
    },
    remove: (key) => {
      running.get(key)?.abort();
      set(files.filter((file) => file.key !== key));
    },
    clear: () => {
      for (const controller of running.values()) controller.abort();
      set([]);
    },
  };
}

const ready = ({ fileId, name, size, contentType }: OutgoingFile): DraftFile => ({
  key: crypto.randomUUID(),
  name,
  size,
  contentType,
  fileId,
  state: 'ready',
  reason: null,
});

export const toSend = ({ fileId, name, size, contentType }: DraftFile): OutgoingFile[] =>
  fileId === null ? [] : [{ fileId, name, size, contentType }];
