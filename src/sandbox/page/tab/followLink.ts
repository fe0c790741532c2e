/** Lets any part of the page follow a link; the stage decides where a Teams link leads. */
const FOLLOW = 'sandbox:follow';

export function followLink(url: string): void {
  window.dispatchEvent(new CustomEvent<string>(FOLLOW, { detail: url }));
}

export function onFollowLink(follow: (url: string) => void): () => void {
  const listen = (event: Event) => follow((event as CustomEvent<string>).detail);
  window.addEventListener(FOLLOW, listen);
  return () => window.removeEventListener(FOLLOW, listen);
}
