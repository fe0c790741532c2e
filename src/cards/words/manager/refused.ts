/** What managers read in a bot's health when Teams did not take what it said. Pure. */

export const refusedWords = (reason: string): string => `Teams did not take a message of the bot: ${reason}`;
