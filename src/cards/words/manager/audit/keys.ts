/** What the audit trail says of a connection's keys, each named by how it ends. Pure. */

export const KEY_MADE = (name: string, hint: string): string => `Made the key …${hint} for ${name}.`;

export const keyReplacedWords = (name: string, old: string, hint: string, graceHours: number): string =>
  `Made the key …${hint} for ${name}, in place of …${old}, which ${graceHours === 0 ? 'is good no longer' : `is good for another ${graceHours} h`}.`;

export const keyRevokedWords = (name: string, hint: string): string => `Revoked the key …${hint} of ${name}.`;
