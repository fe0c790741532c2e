/** What people and things are called that came without a name. Pure. */

export const unnamed = {
  person: 'Somebody',
  customer: 'Customer',
  /** Whose name and words were erased. */
  erased: 'Erased customer',
  team: 'Team',
  channel: 'Channel',
  /** Of the channel every team has: Teams tells its name to nobody. */
  general: 'General',
  /** Of a queue whose channel nobody knows yet. */
  queue: 'Support',
  file: 'File',
  picture: 'Picture',
  sound: 'Sound',
  video: 'Video',
  card: 'Card',
  attachment: 'attachment',
  signIn: 'Sign in',
  signInCard: 'Sign-in',
} as const;

/** @param of how many there are to play */
export const playWords = (at: number, of: number): string => (of > 1 ? `Play ${at}` : 'Play');
