/** How much of what others send the desk keeps. Pure. */
export const CONTENT_LIMITS = {
  text: 40_000,
  attachments: 50,
  choices: 120,
  citations: 20,
  url: 4_000,
  name: 200,
  /** Characters of a card without its pictures: Teams takes about 100 KB of UTF-16 for the whole message. */
  card: 48_000,
  /** Characters of a card with the pictures written into it. */
  cardWithPictures: 300_000,
} as const;
