/** What the audit says of what managers keep for everybody: canned replies, views, lists, people’s skills. Pure. */
import type { AuditChange, Choice, Presence } from '../../../../contract/api';
import { APP_ADDED, FOLLOWED, TOLD } from '../graph';
import { changesOf, listedNames } from './change';

export const replyAdded = (name: string): string => `Added the canned reply “${name}” for everybody.`;
export const replyChanged = (name: string): string => `Changed the canned reply “${name}” that everybody has.`;
export const replyRemoved = (name: string): string => `Deleted the canned reply “${name}” that everybody had.`;
export const viewAdded = (name: string): string => `Shared the view “${name}” with everybody.`;
export const viewChanged = (name: string): string => `Changed the view “${name}” that everybody has.`;
export const viewRemoved = (name: string): string => `Deleted the view “${name}” that everybody had.`;

interface Reply {
  name: string;
  text: string;
  files: readonly { name: string }[];
}

export const replyChanges = (before: Reply | null, after: Reply | null): AuditChange[] =>
  changesOf([
    ['Name', before?.name, after?.name],
    ['Text', before?.text, after?.text],
    ['Files', filesOf(before), filesOf(after)],
  ]);

const filesOf = (reply: Reply | null) => reply && listedNames(reply.files.map(({ name }) => name));

interface View {
  name: string;
  /** Names stand in place of ids. */
  shows: Record<string, string>;
}

export const viewChanges = (before: View | null, after: View | null): AuditChange[] =>
  changesOf([
    ['Name', before?.name, after?.name],
    ['Shows', shownBy(before), shownBy(after)],
  ]);

/** As it is asked for, but with names. */
const shownBy = (view: View | null) =>
  view &&
  Object.entries(view.shows)
    .map(([name, value]) => `${name} = “${value}”`)
    .join(', ');

interface Lists {
  outcomes: readonly Choice[];
  tags: readonly Choice[];
}

export const listChanges = (before: Lists, after: Lists): AuditChange[] =>
  changesOf([
    ['Outcomes', namesOf(before.outcomes), namesOf(after.outcomes)],
    ['Tags', namesOf(before.tags), namesOf(after.tags)],
  ]);

const namesOf = (choices: readonly Choice[]) => listedNames(choices.map(({ name }) => name));

interface Takes {
  skills: readonly string[];
  capacity: number | null;
}

export const agentChanges = (before: Takes, after: Takes): AuditChange[] =>
  changesOf([
    ['Skills', before.skills.join(', '), after.skills.join(', ')],
    ['Chats at once', before.capacity ?? 'as many as they like', after.capacity ?? 'as many as they like'],
  ]);

interface PresenceSetFor {
  name: string;
  before: Presence;
  after: Presence;
  reason: string;
}

export const presenceSet = ({ name, before, after, reason }: PresenceSetFor) => ({
  summary: `Set ${name} to ${after}: “${reason}”`,
  changes: changesOf([['Presence', before, after]]),
});

interface Used {
  tellBy: keyof typeof TOLD;
  followPresence: keyof typeof FOLLOWED;
  addApp: keyof typeof APP_ADDED;
}

export const graphChanges = (before: Used, after: Used): AuditChange[] =>
  changesOf([
    ['How agents are told', TOLD[before.tellBy], TOLD[after.tellBy]],
    ['Presence in Teams', FOLLOWED[before.followPresence], FOLLOWED[after.followPresence]],
    ['The app for customers', APP_ADDED[before.addApp], APP_ADDED[after.addApp]],
  ]);
