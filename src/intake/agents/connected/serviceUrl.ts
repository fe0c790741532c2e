/** Where a connected agent may be answered: its own platform, and nobody else who happens to be named in a call. Pure. */
import { RefusedUrl, outboundUrl } from '../../../base/outbound/url';
import { foreignHost, IS_DESK } from '../../../cards/words/manager/connectedAgent';

const PLATFORM = ['.powerapps.com', '.powerplatform.com', '.azure-apim.net'];

export interface Allowed {
  /** Besides the platform's; those of a domain begin with a dot. */
  hosts: readonly string[];
  allowLoopback: boolean;
  /** The desk's own origin. */
  publicUrl: string;
  isSandbox: boolean;
}

/** Throws RefusedUrl, in words that quote the host and never the rest: that is a secret. */
export function checkServiceUrl(text: string, { hosts, allowLoopback, publicUrl, isSandbox }: Allowed): void {
  const url = outboundUrl(text, { allowLoopback });
  const isSandboxs = isSandbox && url.pathname.startsWith('/sandbox/');
  if (url.origin === publicUrl && !isSandboxs) throw new RefusedUrl(IS_DESK);
  // Only this machine goes without TLS.
  if (url.protocol === 'http:' || isThisMachine(url)) return;
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const isAllowed = [...PLATFORM, ...hosts].some((one) => (one.startsWith('.') ? host.endsWith(one) : host === one));
  if (!isAllowed) throw new RefusedUrl(foreignHost(url.hostname));
}

/** Let through by `outboundUrl` only where loopback is allowed. */
const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
