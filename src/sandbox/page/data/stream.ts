/** The sandbox's changes as they happen; comes back by itself when the connection breaks. */
import type { SandboxChange } from '../../state/contract';

export interface ChangeListener {
  changed(change: SandboxChange): void;
  /** `true` after every (re)connection: whatever happened in between must be read again. */
  connected(connected: boolean): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

export function followChanges(listener: ChangeListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_WAIT_MS;

  function open() {
    source = new EventSource('/sandbox/api/stream');
    source.onopen = () => {
      wait = FIRST_WAIT_MS;
      listener.connected(true);
    };
    source.addEventListener('change', (event: MessageEvent<string>) => {
      listener.changed(JSON.parse(event.data) as SandboxChange);
    });
    source.onerror = () => {
      // The browser gives up for good on an HTTP error, so the retrying is ours.
      source?.close();
      listener.connected(false);
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    };
  }

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
