/** What the audit is looked through for when one comes to it from a chat, once. */
let asked: string | null = null;
let times = 0;

export function askAudit(words: string): void {
  asked = words;
  times += 1;
}

/** How often one came with a wish: whoever has another begins the settings anew. */
export const timesAuditAsked = (): number => times;

export const auditAsked = (): string | null => asked;

export function forgetAuditAsked(): void {
  asked = null;
}
