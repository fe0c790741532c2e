/** What Graph says of apps: the organisation's catalogue, and who has which app. Each function is one operation. */
import { z } from 'zod';
import { SANDBOX } from '../../config/world';
import type { SandboxPerson } from '../state/contract';
import type { State } from '../state/state';
import type { FaultSwitches } from '../teams/faults';
import { type Answered, refused } from './answers';

const { app, catalogId, teamsAppId } = SANDBOX;
const CATALOG = /^https:\/\/graph\.microsoft\.com\/v1\.0\/appCatalogs\/teamsApps\/([^/]+)$/;
const adding = z.object({ 'teamsApp@odata.bind': z.string() });
const byExternalId = z.object({ $filter: z.string().regex(/^externalId eq '[^']+'$/) });
const byApp = z.object({ $expand: z.literal('teamsApp'), $filter: z.string().regex(/^teamsApp\/id eq '[^']+'$/) });

const teamsApp = { id: catalogId, externalId: teamsAppId, displayName: app.name, distributionMethod: 'organization' };
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
  const needed = 'TeamsAppInstallation.ReadWriteSelfForUser.All';
  return refused(403, 'Forbidden', `Missing role permissions on the request. API requires one of '${needed}'.`);
}

export function catalogue({ faults }: Apps, query: unknown): Answered {
  const asked = byExternalId.safeParse(query).data;
  if (!asked) return badFilter;
  const isThere = faults.current.install !== 'notInCatalog' && asked.$filter.includes(`'${teamsAppId}'`);
  return { status: 200, body: { value: isThere ? [teamsApp] : [] } };
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
