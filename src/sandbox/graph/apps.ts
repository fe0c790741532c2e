/** What Graph says of apps: the organisation's catalogue, and who has which app. Each function is one operation. */
import { z } from 'zod';
import { SANDBOX } from '../../config/world';
import type { SandboxPerson } from '../state/contract';
import type { State } from '../state/state';
import type { FaultSwitches } from '../teams/faults';
import { type Answered, refused } from './answers';

const { app, catalogId, teamsAppId } = SANDBOX;
/** What the package asks of people, chats and teams. */
export const PERMISSIONS = [
  { permissionValue: 'ChannelMessage.Read.Group', permissionType: 'application' },
  { permissionValue: 'ChatMessageReadReceipt.Read.Chat', permissionType: 'application' },
  { permissionValue: 'TeamsActivity.Send.User', permissionType: 'application' },
];
const CATALOG = /^https:\/\/graph\.microsoft\.com\/v1\.0\/appCatalogs\/teamsApps\/([^/]+)$/;
const permissions = z.array(z.object({ permissionValue: z.string(), permissionType: z.string() }));
const adding = z.object({
  'teamsApp@odata.bind': z.string(),
  consentedPermissionSet: z.object({ resourceSpecificPermissions: permissions }).optional(),
});
const byExternalId = z.object({
  $filter: z.string().regex(/^externalId eq '[^']+'$/),
  $expand: z.literal('appDefinitions($select=id,authorization)').optional(),
});
const byApp = z.object({ $expand: z.literal('teamsApp'), $filter: z.string().regex(/^teamsApp\/id eq '[^']+'$/) });

const teamsApp = { id: catalogId, externalId: teamsAppId, displayName: app.name, distributionMethod: 'organization' };
const appDefinitions = [
  {
    id: Buffer.from(`1#${catalogId}`).toString('base64url'),
    authorization: { requiredPermissionSet: { resourceSpecificPermissions: PERMISSIONS } },
  },
];
const badFilter = refused(400, 'BadRequest', 'Invalid filter clause');
const noUser = refused(404, 'NotFound', 'The user was not found.');

export interface Apps {
  state: State;
  faults: FaultSwitches;
  /** Teams adds the app, and tells its bot. */
  add(person: SandboxPerson): Promise<void>;
}

const installationOf = (person: SandboxPerson): string =>
  Buffer.from(`${person.id}##${catalogId}`).toString('base64url');

function withoutConsent({ faults }: Apps): Answered | null {
  if (faults.current.install !== 'forbidden') return null;
  const needed = 'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All';
  return refused(403, 'Forbidden', `Missing role permissions on the request. API requires one of '${needed}'.`);
}

export function catalogue({ faults }: Apps, query: unknown): Answered {
  const asked = byExternalId.safeParse(query).data;
  if (!asked) return badFilter;
  const isThere = faults.current.install !== 'notInCatalog' && asked.$filter.includes(`'${teamsAppId}'`);
  const found = asked.$expand === undefined ? teamsApp : { ...teamsApp, appDefinitions };
  return { status: 200, body: { value: isThere ? [found] : [] } };
}

/** As Microsoft's documentation has it: the same as in the definition. `ofPeople` takes only those that are a person's. */
function isConsented(asked: z.infer<typeof permissions>, faults: Apps['faults']): boolean {
  const namesOf = (list: z.infer<typeof permissions>) => list.map((one) => one.permissionValue).sort();
  const ofPeople = PERMISSIONS.filter(({ permissionValue }) => !permissionValue.endsWith('.Group'));
  const wanted = faults.current.install === 'ofPeople' ? ofPeople : PERMISSIONS;
  return namesOf(asked).join() === namesOf(wanted).join();
}

export async function install(apps: Apps, userId: string, body: unknown): Promise<Answered> {
  const person = apps.state.person(userId);
  const forbidden = withoutConsent(apps);
  if (forbidden) return forbidden;
  if (!person) return noUser;
  const asked = adding.safeParse(body).data;
  if (!asked) return refused(400, 'BadRequest', 'Invalid bind property name teamsApp in request.');
  const id = CATALOG.exec(asked['teamsApp@odata.bind'])?.[1];
  if (id !== catalogId) return refused(404, 'NotFound', 'The app was not found in the catalog.');
  if (!isConsented(asked.consentedPermissionSet?.resourceSpecificPermissions ?? [], apps.faults)) {
    const why = 'The permissions consented to do not match those in the definition of the app.';
    return refused(400, 'ResourceSpecificPermissionsMismatch', why);
  }
  if (!apps.state.removed.has(person.id)) {
    return refused(409, 'Conflict', 'The application is already installed in personal scope.');
  }
  await apps.add(person);
  return { status: 201, headers: { Location: `/users/${person.id}/teamwork/installedApps/${installationOf(person)}` } };
}

export function installed(apps: Apps, userId: string, query: unknown): Answered {
  const person = apps.state.person(userId);
  const forbidden = withoutConsent(apps);
  if (forbidden) return forbidden;
  if (!person) return noUser;
  const asked = byApp.safeParse(query).data;
  if (!asked) return badFilter;
  const has = !apps.state.removed.has(person.id) && asked.$filter.includes(`'${catalogId}'`);
  return { status: 200, body: { value: has ? [{ id: installationOf(person), teamsApp }] : [] } };
}

/** The chat between the person and the app's bot. */
export function chatOf(apps: Apps, userId: string, installationId: string): Answered {
  const person = apps.state.person(userId);
  const forbidden = withoutConsent(apps);
  if (forbidden) return forbidden;
  if (!person || apps.state.removed.has(person.id) || installationId !== installationOf(person)) {
    return refused(404, 'NotFound', 'The installation was not found.');
  }
  return { status: 200, body: { id: person.chatId, chatType: 'oneOnOne' } };
}
