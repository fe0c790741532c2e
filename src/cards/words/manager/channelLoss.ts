/** What managers and agents read of a queue whose channel takes no cards any more. Pure. */
import type { ChannelLoss } from '../../../contract/api';

const WHY: Readonly<Record<ChannelLoss, string>> = {
  channelDeleted: 'its channel was deleted',
  teamArchived: 'its team was archived',
  teamDeleted: 'its team was deleted',
  appRemoved: 'the app was removed from its team',
};

export const lossWords = (why: ChannelLoss): string => WHY[why];

export function lossNotice(queue: { name: string; channelName: string | null }, why: ChannelLoss) {
  const where = queue.channelName === null ? '' : ` (${queue.channelName})`;
  return {
    title: `${queue.name} has no channel any more`,
    text: `No cards can be posted for the queue ${queue.name}${where}: ${WHY[why]}. Who waits there is in the tab meanwhile. Restore it in Teams, or choose another channel: mention the app there and write “connect”, or change the queue under Settings.`,
  };
}
