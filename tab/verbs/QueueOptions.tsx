import type { Queue } from '../../src/contract/api';
import { verbWords } from '../words/verbs';

/** Queues to choose from in a select that offers agents, too. */
export function QueueOptions({ queues }: { queues: Queue[] }) {
  if (queues.length === 0) return null;
  return (
    <optgroup label={verbWords.queues}>
      {queues.map(({ id, name, open }) => (
        <option key={id} value={`q:${id}`}>
          {open ? name : verbWords.queueClosed({ queue: name })}
        </option>
      ))}
    </optgroup>
  );
}
