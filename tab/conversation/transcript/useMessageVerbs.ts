import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../src/contract/api';
import { patch, put, remove } from '../../desk/api';
import { wordsOf } from '../../desk/apiError';
import { useNotice } from '../../parts/Notice';
import { addMessage } from '../messages/catchUp';

type MessageVerb =
  | { verb: 'edit'; seq: number; text: string }
  | { verb: 'delete'; seq: number }
  | { verb: 'react'; seq: number; type: string; on: boolean };

/** What an agent may do with a message that was said: change or take back their own, react to the customer's. */
export function useMessageVerbs(escalationId: string) {
  const client = useQueryClient();
  const { say } = useNotice();
  return useMutation({
    // Not queued while offline: the error is shown at once.
    networkMode: 'always',
    mutationFn: async (asked: MessageVerb): Promise<Message> => {
      const path = `/escalations/${encodeURIComponent(escalationId)}/messages/${asked.seq}`;
      switch (asked.verb) {
        case 'edit':
          return patch<Message>(path, { text: asked.text });
        case 'delete':
          return (await remove(path)) as Message;
        case 'react': {
          const reaction = `${path}/reactions/${encodeURIComponent(asked.type)}`;
          return asked.on ? put<Message>(reaction, {}) : ((await remove(reaction)) as Message);
        }
      }
    },
    onSuccess: (message) => message && addMessage(client, escalationId, message),
    onError: (error) => say('error', wordsOf(error)),
  });
}
