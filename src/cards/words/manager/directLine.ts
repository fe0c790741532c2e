/** What is wrong with a Direct Line call, and what to do about it, for whoever connects the bot. Pure. */

export const BEGUN_ELSEWHERE = 'Another process is just beginning this bot conversation.';
export const unreadableAnswer = (place: string, problem: string): string =>
  `The answer is not what Direct Line says: ${place}: ${problem}.`;
export const TOKEN_EXPIRED = 'The token for this bot conversation has expired';
export const CREDENTIALS_REFUSED =
  'Direct Line refused the credentials; check the token endpoint or secret, and the region';
export const ADDRESS_UNKNOWN = 'Direct Line does not know this address';
export const ASKS_FOR_PAUSE = 'Direct Line asks for a pause';
export const NOT_AVAILABLE = 'Direct Line is not available';
export const BOT_SILENT = 'The bot did not answer';
export const STILL_AT_IT = 'Direct Line is still at it';
export const addressRedirects = (status: number): string =>
  `The address answers with a redirect (${status}); give the one it leads to.`;
export const REQUEST_REFUSED = 'Direct Line refused the request';
const MICROSOFT_AUTH =
  'Agents that “Authenticate with Microsoft” have no Direct Line: choose “No authentication” or “Authenticate manually” and publish.';
export const REGION =
  'The token is not good at this address. An agent of a region answers there only: give its Direct Line address, e.g. https://europe.directline.botframework.com.';
export const SECURED_ACCESS = `The token endpoint refuses while “Require secured access” is on: switch it off, or paste a Direct Line secret instead. ${MICROSOFT_AUTH}`;
export const COPY_SECRET = `Copy the secret again, whole: in Copilot Studio under Settings › Security › Web channel security, or in Azure under the bot’s Direct Line channel. New ones take a while to work. ${REGION}`;
export const NO_AGENT_THERE = `There is no agent at this address. Publish it, then copy the token endpoint again from Channels › Native app. ${MICROSOFT_AUTH}`;
export const NOT_DIRECT_LINE =
  'The address is not Direct Line’s. Leave the Direct Line address empty, or give that of the agent’s region.';
export const WAIT_A_MINUTE = 'Wait a minute and test again. If it goes on, the agent’s plan is used up.';
export const PUBLIC_ADDRESS = 'Give the public https address, as Copilot Studio shows it.';
export const COPY_ENDPOINT =
  'Copy the token endpoint again, whole, from Channels › Native app; the link to the demo website is another one.';
export const SOMETHING_ELSE =
  'Something else answers at this address, a web page perhaps. Copy the token endpoint, not the link to the demo website or the embed code.';
export const CHECK_ADDRESS =
  'Look for a mistake in the address. If it is right, the desk’s network has to let it out to this host on port 443.';
export const MICROSOFT_TROUBLE =
  'Microsoft’s side has trouble, or the agent is not published. Publish it, wait a minute and test again.';
export const AGENT_FAILED = 'The agent failed to answer. Publish it, and see that it works in its own test pane.';
