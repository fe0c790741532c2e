import { useCallback, useEffect, useRef, useState } from 'react';
import { upload } from '../../desk/api';
import { wordsOf } from '../../desk/apiError';
import { refusalOf } from '../files/fileFacts';
import { composerWords } from '../../words/composer';

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

interface Uploaded {
  fileId: string;
  name: string;
  size: number;
  contentType: string;
}

/**
 * Files for one draft: each is sent to the desk at once and waits there for the message.
 * A reply's files and a note's are two lists, so that none changes sides.
 */
export function useUploads(escalationId: string, locale: string, onRefused: (words: string) => void) {
  const [files, setFiles] = useState<DraftFile[]>([]);
  const running = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const uploads = running.current;
    return () => uploads.forEach((controller) => controller.abort());
  }, []);

  const change = useCallback(
    (key: string, part: Partial<DraftFile>) =>
      setFiles((now) => now.map((file) => (file.key === key ? { ...file, ...part } : file))),
    [],
  );

  const add = useCallback(
    (chosen: readonly File[]) => {
      let already = files.length;
      for (const file of chosen) {
        const name = file.name || composerWords.pastedPicture;
        const refusal = refusalOf({ name, size: file.size }, already, locale);
        if (refusal) {
          onRefused(refusal);
          continue;
        }
        already += 1;
        const key = crypto.randomUUID();
        const controller = new AbortController();
        running.current.set(key, controller);
        const { size, type: contentType } = file;
        setFiles((now) => [...now, { key, name, size, contentType, fileId: null, state: 'sending', reason: null }]);
        upload<Uploaded>(`/escalations/${encodeURIComponent(escalationId)}/files`, file, { name }, controller.signal)
          .then(
            (kept) => change(key, { ...kept, state: 'ready' }),
            (error: unknown) => controller.signal.aborted || change(key, { state: 'failed', reason: wordsOf(error) }),
          )
          .finally(() => running.current.delete(key));
      }
    },
    [files.length, locale, onRefused, escalationId, change],
  );

  const remove = useCallback((key: string) => {
    running.current.get(key)?.abort();
    setFiles((now) => now.filter((file) => file.key !== key));
  }, []);

  const clear = useCallback(() => setFiles([]), []);
  return { files, add, remove, clear };
}
