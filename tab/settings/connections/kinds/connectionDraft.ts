/** What a connection's form holds, and what is sent of it. Pure. */
import type { BotRegistration, Connection, ConnectionChange, ConnectionKind } from '../../../../src/contract/api';

export interface BotDraft {
  appId: string;
  tenantId: string;
  by: 'password' | 'certificate' | 'identity';
  password: string;
  thumbprint: string;
  privateKey: string;
  /** A day as a date field gives it; empty: not known. */
  expires: string;
}

export interface ConnectionDraft {
  kind: ConnectionKind;
  name: string;
  appId: string;
  by: 'tokenEndpoint' | 'secret';
  /** The token endpoint or the secret; empty while editing: as it is. */
  key: string;
  domain: string;
  callbackUrl: string;
  /** The app a Copilot Studio agent in Teams calls as a connected agent with. */
  callerAppId: string;
  queueId: string;
  /** Null: the desk's own Teams bot. */
  bot: BotDraft | null;
}

export const NO_BOT: BotDraft = {
  appId: '',
  tenantId: '',
  by: 'password',
  password: '',
  thumbprint: '',
  privateKey: '',
  expires: '',
};

export const EMPTY: ConnectionDraft = {
  kind: 'copilotStudio',
  name: '',
  appId: '',
  by: 'tokenEndpoint',
  key: '',
  domain: '',
  callbackUrl: '',
  callerAppId: '',
  queueId: '',
  bot: null,
};

export function draftOf(connection: Connection): ConnectionDraft {
  const { kind, name, appId, directLine, callbackUrl, queueId, bot, agent } = connection;
  return {
    kind,
    name,
    appId,
    by: directLine?.hasSecret ? 'secret' : 'tokenEndpoint',
    key: directLine?.tokenEndpoint ?? '',
    domain: directLine?.domain ?? '',
    callbackUrl: callbackUrl ?? '',
    callerAppId: agent?.callerAppId ?? '',
    queueId: queueId ?? '',
    bot: bot && {
      ...NO_BOT,
      appId: bot.appId,
      tenantId: bot.tenantId ?? '',
      by: bot.type === 'UserAssignedMSI' ? 'identity' : 'password',
      expires: bot.expiresAt?.slice(0, 10) ?? '',
    },
  };
}

/** The app ID as entered, else one made from the name: "Café bot" → cafe-bot. */
export function appIdOf({ appId, name }: Pick<ConnectionDraft, 'appId' | 'name'>): string {
  if (appId.trim() !== '') return appId.trim();
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

/** Whether something was written that would be missed; a choice is soon made again. */
export const hasWords = (draft: ConnectionDraft): boolean =>
  JSON.stringify({ ...draft, kind: EMPTY.kind, by: EMPTY.by, queueId: EMPTY.queueId }) !== JSON.stringify(EMPTY);

/** Only what differs, so that nothing untouched wants another test. */
export function changeOf(connection: Connection, draft: ConnectionDraft): ConnectionChange {
  const before = draftOf(connection);
  const change: ConnectionChange = {};
  if (draft.name.trim() !== before.name) change.name = draft.name.trim();
  if (draft.queueId !== before.queueId) change.queueId = draft.queueId || null;
  if (draft.callbackUrl.trim() !== before.callbackUrl) change.callbackUrl = draft.callbackUrl.trim() || null;
  if (draft.callerAppId.trim() !== before.callerAppId) change.callerAppId = draft.callerAppId.trim() || null;
  const key = draft.key.trim();
  const isKeyNew = key !== '' && (draft.by !== before.by || key !== before.key);
  const isDomainNew = draft.domain.trim() !== before.domain;
  if (isKeyNew || isDomainNew) {
    change.directLine = {
      ...(isKeyNew && { [draft.by]: key }),
      ...(isDomainNew && { domain: draft.domain.trim() || null }),
    };
  }
  if (JSON.stringify(draft.bot) !== JSON.stringify(before.bot)) change.bot = draft.bot && registrationOf(draft.bot);
  return change;
}

export function registrationOf(bot: BotDraft): BotRegistration {
  const { by, password, thumbprint, privateKey, expires } = bot;
  return {
    appId: bot.appId.trim(),
    tenantId: bot.tenantId.trim() || null,
    type: by === 'identity' ? 'UserAssignedMSI' : 'SingleTenant',
    ...(by === 'password' && { password: password.trim() || null }),
    ...(by === 'certificate' && { certificate: { thumbprint: thumbprint.trim(), privateKey } }),
    expiresAt: expires && by !== 'identity' ? dayOf(expires) : null,
  };
}

/** Midnight UTC of a day a date field gave. */
export const dayOf = (day: string): string => `${day}T00:00:00.000Z`;
