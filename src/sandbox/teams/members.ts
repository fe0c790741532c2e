/** Who and what is in a team or chat, as the connector tells it. */
import { teamsError, type Answer } from './answers';
import type { SandboxPerson } from '../state/contract';
import type { Place, State } from '../state/state';
import { SANDBOX } from '../../config/world';

const SMALLEST_PAGE = 50;
const LARGEST_PAGE = 500;

function account(person: SandboxPerson): object {
  const [givenName, ...rest] = person.name.split(' ');
  return {
    id: person.teamsId,
    name: person.name,
    aadObjectId: person.id,
    objectId: person.id,
    givenName,
    surname: rest.join(' '),
    email: person.upn,
    userPrincipalName: person.upn,
    tenantId: SANDBOX.tenantId,
    userRole: 'user',
  };
}

function roster(state: State, place: Place): SandboxPerson[] {
  return place.kind === 'personal' ? [place.person] : state.team();
}

const found = (body: unknown): Answer => ({ status: 200, body, accepted: true, messageId: null });

export function members(state: State, place: Place | null): Answer {
  if (!place) return teamsError(404, 'ConversationNotFound');
  return found(roster(state, place).map(account));
}

export function member(state: State, place: Place | null, id: string): Answer {
  if (!place) return teamsError(404, 'ConversationNotFound');
  const person = state.person(id);
  const isIn = person !== null && roster(state, place).includes(person);
  return isIn ? found(account(person)) : teamsError(404, 'MemberNotFoundInConversation');
}

/** @param token the place the page before ended at, sealed so that nobody computes with it */
export function pagedMembers(state: State, place: Place | null, size: number, token: string | null): Answer {
  if (!place) return teamsError(404, 'ConversationNotFound');
  const from = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) return teamsError(400, 'BadArgument', 'Unknown continuation token');
  const all = roster(state, place);
  const to = from + Math.min(Math.max(size, SMALLEST_PAGE), LARGEST_PAGE);
  const more = to < all.length ? { continuationToken: Buffer.from(String(to)).toString('base64url') } : {};
  return found({ ...more, members: all.slice(from, to).map(account) });
}

export function team(state: State, id: string): Answer {
  const { team: known } = SANDBOX;
  if (id !== known.id) return teamsError(404, 'ConversationNotFound');
  const counts = { channelCount: known.channels.length, memberCount: state.team().length };
  return found({ id, name: known.name, aadGroupId: known.aadGroupId, tenantId: SANDBOX.tenantId, ...counts });
}

export function channels(id: string): Answer {
  const { team: known } = SANDBOX;
  if (id !== known.id) return teamsError(404, 'ConversationNotFound');
  // Teams leaves the General channel's name to the reader's language.
  const conversations = known.channels.map((c) => ({ id: c.id, name: c.id === id ? null : c.name, type: 'standard' }));
  return found({ conversations });
}
