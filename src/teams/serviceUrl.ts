/** Where the bot's token may go: to Teams over https, and to this machine only where that is allowed. Pure. */

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isTrustedServiceUrl(serviceUrl: string, allowLoopback: boolean): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, password } = new URL(serviceUrl);
  if (username !== '' || password !== '') return false;
  const isLoopback = LOOPBACK.has(hostname);
  if (isLoopback) return allowLoopback && (protocol === 'http:' || protocol === 'https:');
  return protocol === 'https:';
}
