/** What is seen where a customer was. */
export const erasedWords = {
  /** In place of a name. */
  customer: 'Erased customer',
  words: 'Erased',
  /** In place of what was said. */
  title: 'Erased',
  byManager: ({ name, when }: { name: string; when: string }) => `${name} had this customer erased ${when}.`,
  byTime: ({ when }: { when: string }) => `The time for which words are kept was over ${when}.`,
  left: 'What was said, captured and sent is gone, and whose it was. Times, queue, agent, outcome and rating stay, so that figures do.',
};
