/** What is said in several places of the tab. */
export const commonWords = {
  back: 'Back',
  cancel: 'Cancel',
  notSaved: 'You have not saved what you entered.',
  goOnEditing: 'Go on editing',
  discard: 'Discard',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  loading: 'Loading',
  loadingSoon: 'Loading…',
  /** Heard where what was there before stays in view. */
  loadingChosen: 'Loading what you chose…',
  showMore: 'Show more',
  history: 'History',
  settings: 'Settings',
  /** The mark of a chat that a manager started to try something. */
  test: 'Test',
  you: 'You',
  palette: 'Find a chat or a command',
  /** What a control does, with the key that does the same. */
  withKey: ({ what, key }: { what: string; key: string }) => `${what} (${key})`,
};
