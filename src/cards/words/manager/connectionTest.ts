/** The steps of a connection’s test, what came of them, and what to do about it. Pure. */

export const REMOVED_MEANWHILE = 'It was removed meanwhile.';
export const ADD_AGAIN = 'Add it again.';
export const UNEXPECTED = 'Try again. If it fails the same way, the log of the desk says more.';
export const RESTARTED_MEANWHILE = 'The desk was restarted meanwhile.';
export const GET_TOKEN = 'Get a token';
export const reachedAt = (host: string): string => `The agent is reached at ${host}.`;
export const BEGIN_CONVERSATION = 'Begin a conversation';
export const sayAndBeHandedOver = (phrase: string): string => `Say “${phrase}”, and be handed over`;
export const sayStep = (words: string): string => `Say “${words}”`;
export const HEAR_ANSWER = 'Hear the agent answer';
export const saidNothing = (seconds: number): string => `It took the message and said nothing for ${seconds} s.`;
export const HANDED_OVER_AT_ONCE = 'It handed over at once.';
export const itSaid = (words: string): string => `It said “${words}”`;
export const handedOverWith = (variables: number): string => `It handed over with ${variables} variables.`;
export const OPEN_TEST_ESCALATION = 'Open a test escalation';
export const waitsAsTest = (number: number): string =>
  `#${number} waits in its queue, marked as a test. Claim it, answer it, resolve it.`;
export const SILENT =
  'Publish the agent, and see that it answers in its own test pane. One that signs its users in with Microsoft stays silent here: choose “No authentication” or “Authenticate manually”.';
export const ESCALATE =
  'Give the agent’s Escalate topic a “Transfer conversation” node and publish, or test with words that lead to it.';
export const notHandedOver = (seconds: number): string => `It did not hand over within ${seconds} s.`;
export const saidInstead = (words: string): string => `Instead of handing over it said “${words}”`;
export const LOOK_FOR_CALL = 'Look for a call from the bot';
export const NOT_CALLED_YET = 'It has not called yet.';
export const calledOn = (day: string): string => `It called on ${day} and was recognised.`;
export const GIVE_CALLBACK = 'Give it a callback URL, or let it make one signed call. Then test again.';
export const sendPing = (host: string): string => `Send a signed ping to ${host}`;
export const WEBHOOK_TOOK_IT = 'The webhook took it.';
export const PING =
  'The webhook has to be reachable from here, check the signature with the bot’s signing secret, and answer 2xx to a ping.';
export const ASK_ENTRA = 'Ask Entra for a token the bot will take';
export const entraKnows = (appId: string): string => `Entra knows the app ${appId}.`;
export const addSkill = (publicUrl: string): string =>
  `Add ${publicUrl}/api/skill/manifest.json to the bot as a skill, or send its handoffs to ${publicUrl}/api/messages, and let it ask for a person once. Then test again.`;
export const LATEST_CALL = 'Look at the latest call';
export const MEND_CALL = 'Mend that, publish, and let the agent ask for a person once more. Then test again.';
export const callFromAgent = (publicUrl: string): string =>
  `Let the agent ask for a person once: it calls ${publicUrl}/api/agents/handoffs with a key of this connection. Then test again.`;
export const APP =
  'Give the Application (client) ID of the bot’s own app registration. It has to be in the same tenant as the desk’s bot.';
