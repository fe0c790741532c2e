/** `fileConsent/invoke`: a press on the card by which Teams asks whether somebody wants a file. */
import { z } from 'zod';
import type { FileConsents } from '../../arrival/fileConsents';
import { type Activity, addressOf, isPersonal } from '../protocol/activity';
import { type Outcome, service } from '../protocol/outcome';
import type { Turn } from '../protocol/turn';

const text = z.string().max(4_000);
const Pressed = z.looseObject({
  action: z.enum(['accept', 'decline']),
  context: z.looseObject({ fileId: z.uuid() }),
  uploadInfo: z
    .looseObject({
      uploadUrl: text,
      contentUrl: text.nullish(),
      name: text.nullish(),
      uniqueId: text.nullish(),
      fileType: text.nullish(),
    })
    .nullish(),
});

export const isFileConsent = (activity: Activity): boolean =>
  activity.name === 'fileConsent/invoke' && isPersonal(activity);

export async function answerFileConsent(consents: FileConsents, turn: Turn): Promise<Outcome> {
  const { activity } = turn;
  const pressed = Pressed.safeParse(activity.value).data;
  if (pressed) {
    const { fileId } = pressed.context;
    // An upload address is good once; pressing again brings another one.
    const consent = {
      key: `consent ${fileId} ${activity.id ?? activity.timestamp ?? ''}`,
      fileId,
      place: addressOf(activity),
    };
    const { uploadInfo } = pressed;
    if (pressed.action === 'decline') await consents.declined(consent);
    else if (uploadInfo) {
      const { uploadUrl, contentUrl = null, name = null, uniqueId = null, fileType = null } = uploadInfo;
      await consents.accepted(consent, { uploadUrl, contentUrl, name, uniqueId, fileType });
    }
  }
  await turn.respond(200, {});
  return pressed ? { kind: 'answered', by: 'fileConsent' } : service('oldButton');
}
