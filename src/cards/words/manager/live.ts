/** What a link to Live is called. */
export const LIVE = 'Live';
