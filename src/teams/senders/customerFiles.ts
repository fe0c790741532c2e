/** Files of a message as activities for a customer's chat: pictures as pictures, documents offered by Teams' file consent. */
import type { Activity as BotActivity, Attachment as BotAttachment } from 'botbuilder';
import { whole } from '../../arrival/takeFile';
import { fitted, sizeOf } from '../../base/pictures';
import { savedWithinAnHour, sizeWords } from '../../cards/words/files';
import type { Files } from '../../delivery/files';
import type { Message } from '../../domain/message';
import { type DeliverableFile, deliverableFiles } from '../../store/files';
import type { Db } from '../../store/postgres/db';
import { unnamed } from '../../cards/words/names';

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 */
const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
/** What Teams shows of a picture within a message. */
const SIDE = 1_024;
const PICTURE_BYTES = 1_048_576;
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif']);

export interface PlannedActivity {
  activity: Partial<BotActivity>;
  /** What is sent when Teams does not take the first. */
  instead?: Partial<BotActivity>;
}

export class CustomerFiles {
  constructor(private readonly options: { db: Db; files: Files }) {}

  /** One activity a file; null while one is still on its way to the desk. */
  async activitiesFor(message: Message): Promise<PlannedActivity[] | null> {
    const own = message.attachments.filter(({ fileId, url }) => fileId && url === null);
    if (own.length === 0) return [];
    const files = await deliverableFiles(this.options.db.q, message.id);
    const planned: PlannedActivity[] = [];
    // Pictures come without a name of their own, and the customer is to know who sends them.
    if (message.author.kind === 'agent' && message.text === '') planned.push({ activity: sentBy(message) });
    for (const { fileId, name } of own) {
      const file = files.find(({ id }) => id === fileId);
      if (file?.state === 'fetching') return null;
      if (file?.state === 'ready') planned.push(await this.planned(file, message));
      else planned.push({ activity: said(`[${name ?? unnamed.file}] ${file?.reason ?? ''}`) });
    }
    return planned;
  }

  private async planned(file: DeliverableFile, message: Message): Promise<PlannedActivity> {
    const picture = file.contentType.startsWith('image/') ? await this.picture(file) : null;
    if (picture) return { activity: { type: 'message', attachments: [picture] } };
    return { activity: { type: 'message', attachments: [consentCard(file, message)] }, instead: this.link(file) };
  }

  /** Within the message, as Teams shows it; scaled down where it is too large. */
  private async picture({ id, name, contentType, size }: DeliverableFile): Promise<BotAttachment | null> {
    const bytes = await whole(this.options.files.store.get(id));
    const sides = await sizeOf(bytes);
    if (!sides) return null;
    const fits = (size ?? 0) <= PICTURE_BYTES && Math.max(sides.width, sides.height) <= SIDE && SHOWN.has(contentType);
    const shown = fits ? { bytes, contentType } : await fitted(bytes, SIDE, PICTURE_BYTES);
    return shown && inline(name, shown.contentType, shown.bytes);
  }

  private link(file: DeliverableFile): Partial<BotActivity> {
    const url = this.options.files.links.to(file);
    return {
      type: 'message',
      text: savedWithinAnHour(`<a href="${escaped(url)}">${escaped(file.name)}</a>`, sizeWords(file.size ?? 0)),
      textFormat: 'xml',
    };
  }
}

function inline(name: string, contentType: string, bytes: Buffer): BotAttachment {
  return { contentType, contentUrl: `data:${contentType};base64,${bytes.toString('base64')}`, name };
}

function consentCard(file: DeliverableFile, { author }: Message): BotAttachment {
  const context = { fileId: file.id };
  return {
    contentType: CONSENT,
    name: file.name,
    content: {
      description: author.kind === 'agent' ? `From ${author.name}` : file.name,
      sizeInBytes: file.size ?? 0,
      acceptContext: context,
      declineContext: context,
    },
  };
}

function sentBy({ author, attachments }: Message): Partial<BotActivity> {
  const what = attachments.length === 1 ? 'sends a file' : `sends ${attachments.length} files`;
  return { type: 'message', text: `<b>${escaped(author.name)}</b> ${what}:`, textFormat: 'xml' };
}

const said = (text: string): Partial<BotActivity> => ({ type: 'message', text, textFormat: 'plain' });

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
