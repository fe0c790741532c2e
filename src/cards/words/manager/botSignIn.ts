/** What is wrong with a Teams bot’s sign-in or registration, in words for whoever can repair it. Pure. */

const REMEDIES: readonly [code: string, words: string][] = [
  [
    'AADSTS7000222',
    'its client secret has expired. Make a new one under Certificates & secrets of its app registration',
  ],
  ['AADSTS7000215', 'its client secret is wrong. Take the secret’s value, not its id'],
  ['AADSTS700027', 'its certificate is not the one of its app registration'],
  ['AADSTS700016', 'no app in that tenant has its app ID'],
  ['AADSTS90002', 'there is no such tenant'],
  ['AADSTS7000229', 'its app has no service principal in that tenant. An administrator has to consent to it'],
];
const LONGEST = 300;

/** @param where what to check: settings, or a place in the tab */
export function signInWords(said: string, where: string): string {
  const known = REMEDIES.find(([code]) => said.includes(`${code}:`));
  const why = known ? `${known[1]} (${known[0]})` : said.slice(0, LONGEST);
  return `The bot could not sign in: ${why}. Check ${where}.`;
}

export const signInSilent = (host: string, why: string): string =>
  `The sign-in service at ${host} did not answer: ${why}`;
export const botNotRegistered = (appId: string): string =>
  `The Teams bot ${appId} is not registered with the desk any more.`;

export const NOT_ACCEPTED =
  'Teams does not accept this bot (401). Check its app ID, tenant and secret in Settings → Connections, ' +
  'and that its Azure Bot has the Teams channel.';
export const OWN_BOT_SETTINGS = 'BOT_ID, BOT_TENANT_ID and BOT_PASSWORD or the certificate';
