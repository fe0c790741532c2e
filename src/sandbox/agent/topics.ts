/** The topics of Contoso HR: which words trigger them and what it says. Pure. */

export interface Says {
  text: string;
  suggestions?: string[];
}

interface Topic {
  trigger: RegExp;
  says: (firstName: string) => Says;
}

const PERSON = 'Talk to a person';
const BEGINNINGS = ['How many days off do I have?', 'When is payday?', PERSON];

/** Who wants a person is not answered but handed over. */
const WANTS_PERSON =
  /\b(agents?|humans?|representative|real person|a person|someone|somebody|colleague|speak to|talk to|speak with|talk with)\b/i;

const TOPICS: Topic[] = [
  {
    trigger: /\b(days? off|vacations?|holidays?|annual leave|time off)\b/i,
    says: () => ({
      text: 'You have **17 of 25 days** left this year. Ask for them in *Contoso Time*; your manager answers within two days.',
      suggestions: ['When is payday?', PERSON],
    }),
  },
  {
    trigger: /\b(pay ?days?|pay ?slips?|salary|wages?|paid)\b/i,
    says: () => ({
      text: 'Salaries are paid on the **25th**, or on the working day before. Your payslip is in *Contoso Pay* two days earlier.',
      suggestions: ['My payslip is wrong', PERSON],
    }),
  },
  {
    trigger: /\b(sick|ill|illness|doctor)\b/i,
    says: () => ({
      text: 'Get well soon. Tell your manager today; from the **third day** HR needs a doctor’s note.',
      suggestions: [PERSON],
    }),
  },
  {
    trigger: /^(hi|hello|hey|good (morning|afternoon|evening)|start)\b/i,
    says: (name) => ({
      text: `Hello ${name}, I am Contoso HR. Ask me about days off, pay or sick leave.`,
      suggestions: BEGINNINGS,
    }),
  },
  {
    trigger: /^(ok(ay)?,? )?(thanks?|thank you|thx|bye|goodbye|that'?s all)\b/i,
    says: () => ({ text: 'You are welcome.' }),
  },
];

/** Things no topic knows, for which the agent itself offers a person. */
const BEYOND = /\b(wrong|complain\w*|unfair|mistake|urgent|missing)\b/i;

export type Heard = { kind: 'person' } | { kind: 'topic'; says: Says };

/** What the agent makes of a customer's words. */
export function hear(text: string, firstName: string): Heard {
  if (WANTS_PERSON.test(text)) return { kind: 'person' };
  const topic = BEYOND.test(text) ? undefined : TOPICS.find(({ trigger }) => trigger.test(text));
  if (topic) return { kind: 'topic', says: topic.says(firstName) };
  const says = {
    text: 'That is something for a person in HR. Shall I get one?',
    suggestions: [PERSON, 'No, thank you'],
  };
  return { kind: 'topic', says };
}
