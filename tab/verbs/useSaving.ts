import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../desk/apiError';
import { stream } from '../desk/api';
import { zoneHere } from '../desk/clock';
import { fileNameIn } from '../desk/fileName';
import { saveAs } from '../desk/saveAs';
import { exportWords } from '../words/exports';

interface Saving {
  isPending: boolean;
  error: unknown;
  /** Bytes that have come. */
  received: number;
  begin: (path: string, query: Record<string, string>) => void;
}

/** A file the desk writes while it is asked for: saved whole or not at all, and broken off when nobody waits any more. */
export function useSaving(onSaved: (name: string) => void): Saving {
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [received, setReceived] = useState(0);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);

  const save = async (path: string, query: Record<string, string>, { signal }: AbortController) => {
    try {
      const answer = await stream(path, { query: { ...query, zone: zoneHere() }, signal });
      const content = await contentOf(answer, setReceived);
      const name = fileNameIn(answer.headers.get('content-disposition') ?? '');
      saveAs(name, content);
      onSaved(name);
    } catch (reason) {
      if (signal.aborted) return;
      setError(reason instanceof ApiError ? reason : new ApiError('unavailable', exportWords.fileBroken));
      setPending(false);
    }
  };
  const begin = (path: string, query: Record<string, string>) => {
    under.current = new AbortController();
    setError(null);
    setReceived(0);
    setPending(true);
    void save(path, query, under.current);
  };
  return { isPending, error, received, begin };
}

const TOLD_MS = 200;

async function contentOf(answer: Response, onProgress: (bytes: number) => void): Promise<Blob> {
  const parts: Blob[] = [];
  let bytes = 0;
  let toldAt = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    // A blob may be kept on disk.
    parts.push(new Blob([part.value]));
    bytes += part.value.length;
    if (Date.now() - toldAt < TOLD_MS) continue;
    toldAt = Date.now();
    onProgress(bytes);
  }
  return new Blob(parts, { type: answer.headers.get('content-type') ?? '' });
}
