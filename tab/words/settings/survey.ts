/** Settings: what customers of a queue are asked at the end. */
import { plural } from '../language';

export const surveyWords = {
  title: 'Survey',
  dialogTitle: ({ queue }: { queue: string }) => `Survey of ${queue}`,
  about:
    'Once an agent has helped them, customers are asked how it was. They may add a comment, and change their answer for a day.',
  isOn: 'Ask customers',
  scale: 'Scale',
  scales: {
    stars: '1 to 5 stars',
    smileys: '5 smileys',
    thumbs: 'Thumb up or down',
    ten: '0 to 10',
  },
  everyDays: 'Leave a customer alone for',
  everyDaysHint: 'Whoever was asked is not asked again before, by any queue that says so. 0 asks every time.',
  days: 'days',
  remindHours: 'Remind once after',
  remindHoursHint: 'Leave it empty to remind nobody. Only where the question is a card, as in Teams.',
  hours: 'hours',
  wholeDays: 'Give whole days, from 0 to 365.',
  wholeHours: 'Give whole hours, from 1 to 168, or leave it empty.',
  wordings: 'Your own words',
  wordingsHint:
    'Customers read the words in their language. Without any, the desk asks in English, Dutch, French, German, Italian, Portuguese or Spanish.',
  /** Where it is switched off. */
  wordsGo: 'Once this is saved, your own words are not kept for later.',
  language: 'Language',
  question: 'Question',
  questionIn: ({ language }: { language: string }) => `Question in ${language}`,
  questionMissing: 'Write the question, or remove this language.',
  thanks: 'Thanks',
  thanksIn: ({ language }: { language: string }) => `Thanks in ${language}`,
  thanksHint: 'Read once they have answered; empty: the desk’s own words.',
  addLanguage: 'Add a language',
  removeLanguage: ({ language }: { language: string }) => `Remove ${language}`,
  behind: 'Somebody changed this survey after you opened it. What you chose is still here and not saved.',
  saved: ({ queue }: { queue: string }) => `The survey of ${queue} is saved.`,
  /** In the line about a queue. */
  asksHowItWas: ({ days }: { days: number }) =>
    days === 0
      ? 'asks customers how it was'
      : plural(days, {
          one: 'asks customers how it was, once a day at most',
          other: `asks customers how it was, once in ${days} days at most`,
        }),
};
