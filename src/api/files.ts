import { can, inQueue } from '../domain/policy';
import { isPicture } from '../domain/fileType';
import { AppError } from '../base/errors';
import { fileHeaders } from '../base/fileHeaders';
import { NewFile, UploadedFile } from '../contract/api';
import { readableFile, type ReadableFile, type StoredFile, thumbnailOf } from '../store/files';
import type { EscalationRow } from '../store/escalation/escalations';
import { type Asker, idOf, nothing, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';

export function fileRoutes({ db, files, audit }: Services): Route[] {
  /** One that cannot be seen looks the same as none. */
  async function visibleFile(
    who: Asker,
    params: Record<string, string>,
  ): Promise<{ file: ReadableFile; escalation: EscalationRow }> {
    const escalation = await visibleEscalation(db.q, who, params);
    const id = idOf({ id: params['fileId'] ?? '' }, 'file');
    const file = await readableFile(db.q, id, escalation);
    if (!file || !mayRead(inQueue(who, escalation.queueId), file)) throw nothing('file');
    return { file, escalation };
  }

  return [
    route({
      method: 'post',
      path: '/escalations/:id/files',
      summary: 'Uploads a file, to be sent with a message or a note by its `fileId`; the body is the file itself.',
      query: NewFile,
      upload: true,
      answers: { 201: UploadedFile },
      problems: ['not_found', 'forbidden', 'closed', 'too_large'],
      async run({ who, params, query, upload }) {
        const escalation = await visibleEscalation(db.q, who, params);
        if (!can(who, 'reply', escalation) && !can(who, 'note', escalation)) {
          throw new AppError('closed', 'This conversation is over, so nothing can be added to it.');
        }
        const { conversationId, tenantId } = escalation;
        const file = await files.uploads.take(who, { tenantId, conversationId, name: query.name, ...upload });
        return { status: 201, body: presentUpload(file) };
      },
    }),
    route({
      method: 'get',
      path: '/escalations/:id/files/:fileId',
      summary:
        'A file of the transcript, or one’s own upload. Pictures are sent to be shown, everything else to be saved.',
      mediaType: 'application/octet-stream',
      answers: { 200: null },
      problems: ['not_found', 'unavailable'],
      async run({ who, params }) {
        const { file, escalation } = await visibleFile(who, params);
        if (file.state !== 'ready') {
          throw new AppError('unavailable', file.reason ?? 'The file is still on its way. Try again in a moment.');
        }
        await audit.looked(who, escalation, 'file');
        const inline = isPicture(file.contentType);
        return {
          status: 200,
          stream: {
            headers: fileHeaders({ ...file, inline }),
            bytes: files.store.get(file.id),
          },
        };
      },
    }),
    route({
      method: 'get',
      path: '/escalations/:id/files/:fileId/thumbnail',
      summary: 'A small WebP picture of a picture.',
      mediaType: 'image/webp',
      answers: { 200: null },
      problems: ['not_found'],
      async run({ who, params }) {
        const { file } = await visibleFile(who, params);
        const bytes = file.hasThumbnail ? await thumbnailOf(db.q, file.id) : null;
        if (!bytes) throw nothing('thumbnail');
        const shown = { name: `${file.name}.webp`, contentType: 'image/webp', size: bytes.length, inline: true };
        return { status: 200, stream: { headers: fileHeaders(shown), bytes: [bytes] } };
      },
    }),
  ];
}

/** A whisper's files are for those who may read its words. */
function mayRead(who: Asker, { messageId, owner, whisperTo }: ReadableFile): boolean {
  if (messageId === null) return owner.kind === 'agent' && owner.id === who.id;
  return whisperTo === null || who.manager || who.id === whisperTo || who.id === owner.id;
}

export const presentUpload = ({ id, name, contentType, size, hasThumbnail }: StoredFile): UploadedFile => ({
  fileId: id,
  name,
  contentType,
  size: size ?? 0,
  state: 'ready',
  hasThumbnail,
});
