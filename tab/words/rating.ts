/** What customers said of the help they got. */

type Scale = 'stars' | 'smileys' | 'thumbs' | 'ten';

export const ratingWords = {
  survey: 'Survey',
  ofBot: 'Rating of the bot',
  /** Of five, however it was asked. */
  grade: ({ grade }: { grade: number }) => `${'★'.repeat(grade)}${'☆'.repeat(5 - grade)} ${grade} of 5`,
  /** As it was chosen. */
  chosen: ({ scale, value }: { scale: Scale; value: number }) => {
    if (scale === 'thumbs') return value === 2 ? 'Thumb up' : 'Thumb down';
    return scale === 'ten' ? `${value} of 10` : ratingWords.grade({ grade: value });
  },
  commented: ({ rating, comment }: { rating: string; comment: string }) => `${rating}\n“${comment}”`,
  changed: ({ rating, when }: { rating: string; when: string }) => `${rating}\nChanged ${when}`,
  asked: ({ when }: { when: string }) => `Asked ${when}, not answered yet`,
  reminded: ({ when }: { when: string }) => `Reminded ${when}, not answered yet`,
};
