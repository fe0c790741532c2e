/** The commands a bot written for Dynamics 365 Omnichannel hides in its messages. Pure. */
import { field, isRecord, type JsonRecord, unwrapJson } from '../content/foreignJson';

export type OmnichannelCommand = { type: 'escalate'; context: unknown } | { type: 'endConversation' };

/** `channelData.tags` holds the command as JSON text; some samples of Microsoft's put it into `command` instead. */
export function readCommand(activity: JsonRecord): OmnichannelCommand | null {
  if (String(field(activity, 'type')).toLowerCase() !== 'message') return null;
  const data = unwrapJson(field(activity, 'channelData'));
  if (!isRecord(data)) return null;
  for (const place of ['tags', 'command']) {
    const command = unwrapJson(field(data, place));
    if (!isRecord(command)) continue;
    const type = String(field(command, 'type')).toLowerCase();
    if (type === 'escalate') return { type: 'escalate', context: unwrapJson(field(command, 'context')) };
    if (type === 'endconversation') return { type: 'endConversation' };
  }
  return null;
}
