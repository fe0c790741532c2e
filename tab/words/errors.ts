/** Why the tab could not do something, where the desk said nothing itself. */
export const errorWords = {
  unknown: 'Something went wrong here. Please try again.',
  timeout: 'The desk took too long to answer. Please try again.',
  offline: 'The desk cannot be reached. Check your connection and try again.',
  youAreOffline: 'You are offline.',
  status: ({ status }: { status: number }) => `The desk answered with an error (${status}). Please try again.`,
  noSignIn: ({ reason }: { reason: string }) => `Teams gave no sign-in (${reason}).`,
  teamsSilent: 'Teams did not answer',
};
