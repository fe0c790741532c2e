import type { Queue } from '../../src/contract/api';

/** Queues to choose from in a select that offers agents, too. */
export function QueueOptions({ queues }: { queues: Queue[] }) {
  if (queues.length === 0) return null;
  return (
    <optgroup label="Queues">
      {queues.map(({ id, name, open }) => (
        <option key={id} value={`q:${id}`}>
          {open ? name : `${name} – closed now`}
        </option>
      ))}
    </optgroup>
  );
}
