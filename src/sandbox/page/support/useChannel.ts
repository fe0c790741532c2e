import { useQueryClient } from '@tanstack/react-query';
import type { SandboxMessage, SandboxPerson } from '../../state/contract';
import type { Press } from '../cards/Card';
import { pressCard } from '../cards/press';
import { api } from '../data/api';
import { showMessage, useMessages } from '../data/queries';
import { useToast } from '../parts/useToast';

/** One channel as one person sees it. */
export function useChannel(channelId: string, person: SandboxPerson) {
  const queries = useQueryClient();
  const toast = useToast();
  const messages = useMessages(channelId, person.id);

  async function post(text: string, mention: boolean, threadId?: string): Promise<boolean> {
    try {
      showMessage(queries, await api.post(person.id, channelId, { text, mention, threadId }));
      return true;
    } catch (error) {
      toast(`Not posted. ${error instanceof Error ? error.message : ''}`, 'error');
      return false;
    }
  }

  async function press(message: SandboxMessage, pressed: Press): Promise<void> {
    const words = await pressCard(person, message, pressed);
    if (words) toast(words);
  }

  return { messages, post, press };
}
