/** What the bot says in a channel to whoever connects it, or asks. Pure. */

export const NOT_UNDERSTOOD = 'I did not understand that. This is what I can do here:';

export const NO_CHANNEL = { title: 'This is not a channel.', text: 'Write connect in a channel of a team.' };

/** @param isAnybody whether the desk's settings name a manager */
export function onlyManagers(isAnybody: boolean): { title: string; text: string } {
  const named = 'Managers have the role Manager in Entra ID, or are named in the setting MANAGERS';
  const text = isAnybody
    ? `${named}. With the role, open the tab once so that I know you.`
    : `${named}, where nobody is yet. Whoever runs this desk can add your sign-in name there.`;
  return { title: 'Only a manager can do that.', text };
}

export const failedWords = (reason: string) => ({ title: 'That did not work.', text: reason });

export const DESK_IS_READY = 'Handoff Desk is ready';
