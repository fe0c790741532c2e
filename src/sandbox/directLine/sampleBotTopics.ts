/** The topics of Contoso Assistant: which words trigger them and what they say. Pure. */
import type { BotMemory } from './sampleBot';
import { choice, orderCard, surveyCard } from './sampleBotCards';
import type { Show } from './sampleBotShows';

export interface Answer {
  /** Null when no topic was triggered, as for an answer to a question. */
  topic: string | null;
  says: Record<string, unknown>[];
  captured?: Record<string, unknown>;
  asks?: BotMemory['asked'];
  /** The private word to the agent; present when the topic hands over. */
  handoff?: string;
}

interface Topic {
  name: string;
  trigger: RegExp;
  answer: (text: string, memory: BotMemory) => Omit<Answer, 'topic'>;
}

const FIRST_STEPS = ['Store hours', 'Order status', 'Speak to agent'];

const TOPICS: Topic[] = [
  {
    name: 'Point of sale down',
    trigger:
      /\b(point of sale|pos|registers?|tills?|checkouts?)\b.*\b(down|broken|offline|dead|frozen|not work\w*|stopped)\b/i,
    answer: pointOfSale,
  },
  {
    name: 'Escalate',
    trigger: /\b(agents?|humans?|representative|real person|a person|someone|operator|speak to|talk to)\b/i,
    answer: (_text, memory) => ({
      says: [say('Let me get someone who can help.')],
      captured: {
        IssueCategory: choice('Something else'),
        IsSignedIn: true,
        MessagesBefore: memory.phrases.length,
        ...(typeof memory.context.customerName === 'string' && { CustomerName: memory.context.customerName }),
      },
      handoff: 'The customer asked to speak to a person.',
    }),
  },
  { name: 'What happened', trigger: /\bwhat (has )?happened\b|\bresult\b/i, answer: whatHappened },
  {
    name: 'Store hours',
    trigger: /\b(hours|open|opening|close|closing)\b/i,
    answer: () => ({
      says: [
        say(
          'Our stores are open:\n\n- **Monday to Friday** 9:00 – 20:00\n- **Saturday** 10:00 – 18:00\n- **Sunday** closed',
          ['Order status', 'Speak to agent'],
        ),
      ],
    }),
  },
  {
    name: 'Order status',
    trigger: /\b(orders?|parcel|delivery|track(ing)?)\b/i,
    answer: (text) => orderStatus(/\d{3,}/.exec(text)?.[0]),
  },
  {
    name: 'Goodbye',
    trigger: /^(ok(ay)?,? )?(thanks?|thank you|thx|bye|goodbye|that'?s all|no,? thanks?)\b/i,
    answer: () => ({ says: [say("You're welcome. How did I do?"), { ...say(''), attachments: [surveyCard()] }] }),
  },
  {
    name: 'Greeting',
    trigger: /^(hi|hello|hey|good (morning|afternoon|evening)|start)\b/i,
    answer: (_text, { context }) => {
      const name = typeof context.customerName === 'string' ? ` ${context.customerName.split(' ')[0]}` : '';
      return {
        says: [say(`Hello${name}, I'm Contoso Assistant. I can help with store hours and orders.`, FIRST_STEPS)],
      };
    },
  },
];

/** What the bot answers to words, or to what was pressed in one of its cards. */
export function topicOf(
  text: string,
  memory: BotMemory,
  value: Record<string, unknown> | null = null,
  shows: readonly Show[] = [],
): Answer {
  if (value) return onCard(value, memory);
  const show = shows.find(({ trigger }) => trigger.test(text));
  if (show) return { topic: show.name, says: [{ ...say(''), ...show.says }] };
  if (/\bwhat (else )?can you (show|do)\b/i.test(text)) return { topic: 'What it shows', says: [whatItShows(shows)] };
  if (memory.asked === 'orderNumber') {
    const number = /\d{3,}/.exec(text)?.[0];
    if (number) return { topic: null, ...orderStatus(number) };
  }
  const topic = TOPICS.find(({ trigger }) => trigger.test(text));
  if (topic) return { topic: topic.name, ...topic.answer(text, memory) };
  if (memory.asked === 'orderNumber') {
    return {
      topic: null,
      says: [say('An order number has at least three digits, like 10482. Which is yours?')],
      asks: 'orderNumber',
    };
  }
  const words = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return { topic: null, says: [say(`I don't know about “${words}” yet. Here is what I can do:`, FIRST_STEPS)] };
}

function onCard(value: Record<string, unknown>, memory: BotMemory): Answer {
  if (value.action === 'survey') {
    const rating = typeof value.rating === 'string' || typeof value.rating === 'number' ? String(value.rating) : 'no';
    return {
      topic: null,
      says: [say('Thank you for your feedback. Write again whenever you like.'), { type: 'endOfConversation' }],
      captured: { SurveyRating: rating },
    };
  }
  if (value.action === 'track') {
    return {
      topic: null,
      says: [say(`Order ${String(value.orderNumber)} left our warehouse and arrives tomorrow.`, ['Thanks'])],
    };
  }
  return topicOf(value.action === 'agent' ? 'Speak to agent' : JSON.stringify(value), memory);
}

function orderStatus(number: string | undefined): Omit<Answer, 'topic'> {
  if (!number) return { says: [say('Sure. What is your order number?')], asks: 'orderNumber' };
  return {
    says: [{ ...say(`Here is order ${number}.`), attachments: [orderCard(number)] }],
    captured: { OrderNumber: number, OrderStatus: choice('Shipped') },
  };
}

function pointOfSale(text: string): Omit<Answer, 'topic'> {
  const store = Number(/\bstore\s*#?\s*(\d{1,6})/i.exec(text)?.[1] ?? 4021);
  const device = /\b(register|till|checkout)\s*#?\d+/i.exec(text)?.[0] ?? 'Register 3';
  const since = /\bsince\s+([^.,!?]{2,40})/i.exec(text)?.[1]?.trim() ?? 'this morning';
  return {
    says: [say('I am sorry, that stops your business. I am getting someone from store support right now.')],
    captured: {
      StoreNumber: store,
      Device: device,
      DownSince: since,
      Severity: choice('High'),
      PaymentsAffected: true,
      TriedSteps: ['Restarted the register', 'Checked the network cable'],
    },
    handoff: `Point of sale is down in store ${store} (${device}) since ${since}. The store cannot take payments.`,
  };
}

function whatHappened(_text: string, { context }: BotMemory): Omit<Answer, 'topic'> {
  return { says: [say(resultWords(context), ['Store hours', 'Order status', 'Thanks'])] };
}

function whatItShows(shows: readonly Show[]): Record<string, unknown> {
  const asked = shows.flatMap((show) => (show.asked === '' ? [] : [show.asked]));
  return say('One of each kind of thing that bots send. Which would you like to see?', asked);
}

/** How the last handoff ended, in a sentence. */
export function resultWords(context: Record<string, unknown>): string {
  const word = (name: string) => {
    const value = context[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const outcome = word('handoffOutcome') ? `: ${word('handoffOutcome')}` : '.';
  if (word('handoffResult') === 'resolved') {
    return `${word('handoffAgent') || 'A colleague'} resolved your request${outcome}`;
  }
  if (word('handoffResult') === 'abandoned') return `Your request #${word('handoffNumber')} was closed${outcome}`;
  return 'Nobody else has worked on a request of yours lately.';
}

function say(text: string, suggestions: string[] = []): Record<string, unknown> {
  const actions = suggestions.map((title) => ({ type: 'imBack', title, value: title }));
  return {
    type: 'message',
    textFormat: 'markdown',
    text,
    inputHint: 'acceptingInput',
    ...(actions.length > 0 && { suggestedActions: { actions } }),
  };
}
