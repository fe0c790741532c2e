import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Escalation } from '../../src/contract/api';
import { keys } from '../desk/keys';
import { useYou } from '../parts/you';
import { catchUp } from './messages/catchUp';
import type { Transcript } from './messages/messageList';

const LOOK_MS = 5_000;

/** The stream tells a queue's people, the owner and managers; whoever reads along from another queue looks now and then. */
export function useFollowFromElsewhere({ id, queue, assignee, endedAt }: Escalation): void {
  const client = useQueryClient();
  const { me, isManager } = useYou();
  const isTold = isManager || assignee?.id === me.id || me.queues.some((mine) => mine.id === queue.id);
  const looks = !isTold && endedAt === null;
  useEffect(() => {
    if (!looks) return;
    const timer = setInterval(() => {
      const known = client.getQueryData<Transcript>(keys.transcript(id));
      void client.invalidateQueries({ queryKey: keys.escalation(id) });
      if (known) void catchUp(client, id, known.last + 1);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [client, id, looks]);
}
