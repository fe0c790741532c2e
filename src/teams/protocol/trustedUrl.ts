/** Addresses the desk follows: https anywhere, and this machine only where that is allowed. Pure. */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isTrustedUrl(url: string, allowLoopback: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  const isLoopback = LOOPBACK.has(hostname);
  if (isLoopback) return allowLoopback && (protocol === 'http:' || protocol === 'https:');
  return protocol === 'https:';
}
