/** Which queue an escalation waits in, and why. Pure. */

export interface QueueChoice {
  queueId: string;
  /** Kept with the escalation and shown to people. */
  reason: string;
}

export function chooseQueue(o: {
  connectionName: string;
  /** The connection's default queue, when it has one that still exists. */
  connectionQueue: { id: string; name: string } | null;
  defaultQueue: { id: string; name: string };
}): QueueChoice {
  if (o.connectionQueue) {
    return {
      queueId: o.connectionQueue.id,
      reason: `${o.connectionQueue.name}, because ${o.connectionName} hands over to it`,
    };
  }
  return { queueId: o.defaultQueue.id, reason: `${o.defaultQueue.name}, because it is the default queue` };
}
