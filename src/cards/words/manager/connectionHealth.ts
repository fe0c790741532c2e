/** What a manager should do something about, of a connection. Pure. */

export const sameAppId = (appId: string): string =>
  `Another connection has the app ID ${appId} too, in other capitals. Remove one of them: an app ID is the same whatever its capitals.`;
