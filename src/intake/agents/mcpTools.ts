/** The tools an agent sees, as its model reads them. Who the customer is is none of their arguments. Pure. */
import { z } from 'zod';

export const TOOLS = {
  askForPerson: {
    title: 'Ask for a person',
    description:
      'Hands the customer over to a person. Use it when they ask for a human, a person or an agent, or when nothing else has helped. Tell the customer exactly the words it returns and give them chatUrl as a link: the person writes to them there, not in this chat. Number 0: nobody was asked.',
    inputSchema: {
      problem: z.string().max(4_000).describe('What the customer needs, in one sentence.'),
      saidSoFar: z
        .string()
        .max(500_000)
        .optional()
        .describe("Everything said so far, word for word, one line a turn, each beginning with 'User: ' or 'Agent: '."),
    },
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  },
  personAvailability: {
    title: 'Is a person there?',
    description:
      'Whether a person is there now, when they are there again, how many customers wait and how long it usually takes. It asks nobody.',
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
} as const;
