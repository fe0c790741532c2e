import { mayChange } from '../arrival/cannedReplies';
import { AppError } from '../base/errors';
import { CannedReply, CannedReplyChange, NewCannedReply, NewFile, Page, UploadedFile } from '../contract/api';
import { can } from '../domain/policy';
import type { CannedReplyRow } from '../store/cannedReplies';
import { presentUpload } from './files';
import { type Asker, idOf, ok, type Route, route } from './route';
import type { Services } from './services';
import { visibleEscalation } from './visible';

const WHAT = 'canned reply';

export function cannedReplyRoutes({ db, cannedReplies }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/canned-replies',
      summary: 'Canned replies: those everybody has, and the asker’s own.',
      only: 'staff',
      answers: { 200: Page(CannedReply) },
      async run({ who }) {
        const rows = await cannedReplies.list(who);
        return ok({ items: rows.map((row) => present(row, who)), next: null });
      },
    }),
    route({
      method: 'post',
      path: '/canned-replies',
      summary: 'Keeps a new canned reply, for the asker alone; for everybody, when a manager asks.',
      only: 'staff',
      body: NewCannedReply,
      answers: { 201: CannedReply },
      async run({ who, body }) {
        return { status: 201, body: present(await cannedReplies.add(who, body), who) };
      },
    }),
    route({
      method: 'patch',
      path: '/canned-replies/:id',
      summary: 'Changes a canned reply: one’s own, or as a manager one that everybody has.',
      only: 'staff',
      body: CannedReplyChange,
      answers: { 200: CannedReply },
      problems: ['not_found', 'changed_meanwhile'],
      async run({ who, params, body }) {
        return ok(present(await cannedReplies.change(who, idOf(params, WHAT), body), who));
      },
    }),
    route({
      method: 'delete',
      path: '/canned-replies/:id',
      summary: 'Deletes a canned reply and its files; what was sent with it stays.',
      only: 'staff',
      answers: { 204: null },
      problems: ['not_found'],
      async run({ who, params }) {
        await cannedReplies.remove(who, idOf(params, WHAT));
        return { status: 204 };
      },
    }),
    route({
      method: 'post',
      path: '/canned-replies/:id/files',
      summary: 'Adds a picture or a file to a canned reply; the body is the file itself.',
      only: 'staff',
      query: NewFile,
      upload: true,
      answers: { 201: CannedReply },
      problems: ['not_found', 'too_large'],
      async run({ who, params, query, upload }) {
        const changed = await cannedReplies.addFile(who, idOf(params, WHAT), { name: query.name, ...upload });
        return { status: 201, body: present(changed, who) };
      },
    }),
    route({
      method: 'delete',
      path: '/canned-replies/:id/files/:fileId',
      summary: 'Takes a file out of a canned reply.',
      only: 'staff',
      answers: { 200: CannedReply },
      problems: ['not_found'],
      async run({ who, params }) {
        const fileId = idOf({ id: params['fileId'] ?? '' }, 'file');
        return ok(present(await cannedReplies.removeFile(who, idOf(params, WHAT), fileId), who));
      },
    }),
    route({
      method: 'post',
      path: '/escalations/:id/canned-replies/:replyId/files',
      summary: 'Makes the files of a canned reply uploads of the asker’s, to be sent with a message or a note.',
      answers: { 201: Page(UploadedFile) },
      problems: ['not_found', 'closed'],
      async run({ who, params }) {
        const escalation = await visibleEscalation(db.q, who, params);
        if (!can(who, 'reply', escalation) && !can(who, 'note', escalation)) {
          throw new AppError('closed', 'This conversation is over, so nothing can be added to it.');
        }
        const { tenantId, conversationId } = escalation;
        const replyId = idOf({ id: params['replyId'] ?? '' }, WHAT);
        const files = await cannedReplies.bring(who, replyId, { tenantId, conversationId });
        return { status: 201, body: { items: files.map(presentUpload), next: null } };
      },
    }),
  ];
}

const present = (row: CannedReplyRow, who: Asker): CannedReply => ({
  id: row.id,
  name: row.name,
  text: row.text,
  shared: row.ownerId === null,
  files: row.files,
  changedBy: row.changedBy,
  version: row.version,
  can: { change: mayChange(who, row) },
});
