/** Adaptive Cards from JSON templates: `render(name, data)`. Declared 1.5, laid out from 1.2 elements. Pure. */
import { Template } from 'adaptivecards-templating';
import { type EscalationCard, SIZES, type Size, escalationView, refreshOf } from './escalationCard';
import { foreignLine } from './text/escape';
import ended from './templates/ended.json';
import escalation from './templates/escalation.json';
import help from './templates/help.json';
import notice from './templates/notice.json';
import queueConnected from './templates/queueConnected.json';
import survey from './templates/survey.json';
import waiting from './templates/waiting.json';
import welcome from './templates/welcome.json';
import { erasedWords } from './words/channel/card';
import {
  COMMANDS,
  HELP,
  isQueueWords,
  QUEUE_CONNECTED,
  queueHelpWords,
  readyWords,
  THIS_TEAM,
  WELCOME,
} from './words/channel/team';
import { ASK_AGAIN, endedText, endedTitle } from './words/customer/personChat';
import { type SurveyCardData, surveyView } from './surveyCard';
import { type WaitingCardData, waitingView } from './waitingCard';

export { type EscalationCard, escalationSummary } from './escalationCard';
export { deepLink, TEAMS_CLIENT } from './deepLink';

/** What each card is made of. */
export interface CardData {
  escalation: EscalationCard;
  /** Posted once when the app is added to a team. */
  welcome: { teamName: string };
  /** A channel became a queue, or already was one. */
  queueConnected: { queueName: string; isDefault: boolean };
  /** What a waiting customer sees, from the first moment to the last. */
  waiting: WaitingCardData;
  /** A customer writes to a bot that answers nobody, after their request has ended. */
  ended: { id: string; number: number; agentName: string; mayAskAgain: boolean };
  /** How was it? Before the answer, and with it. */
  survey: SurveyCardData;
  help: { place: 'channel' | 'personal'; queueName: string | null };
  /** Something managers should know. */
  notice: { title: string; text: string };
  /** Its words, and whose it was, are erased. */
  erased: { number: number; at: Date };
  /** Something cannot be done, and what to do instead. */
  refused: { title: string; text: string };
}
export type CardName = keyof CardData;
export type AdaptiveCard = { type: 'AdaptiveCard'; version: string } & Record<string, unknown>;

/** Teams' oldest limit for a whole message, in UTF-16 bytes, less what surrounds the card. */
const MOST_BYTES = 26 * 1024;

const templates = {
  escalation: new Template(escalation),
  welcome: new Template(welcome),
  queueConnected: new Template(queueConnected),
  waiting: new Template(waiting),
  ended: new Template(ended),
  survey: new Template(survey),
  help: new Template(help),
  notice: new Template(notice),
  erased: new Template(notice),
  refused: new Template(notice),
} satisfies Record<CardName, Template>;

const NAME = 120;
const TEXT = 600;

export function render<N extends CardName>(name: N, data: CardData[N]): AdaptiveCard;
export function render(...[name, data]: { [N in CardName]: [N, CardData[N]] }[CardName]): AdaptiveCard {
  switch (name) {
    case 'escalation':
      return renderEscalation(data);
    case 'welcome':
      return expand(name, { words: WELCOME, title: readyWords(foreignLine(data.teamName, NAME) || THIS_TEAM) });
    case 'queueConnected':
      return expand(name, {
        words: QUEUE_CONNECTED,
        title: isQueueWords(foreignLine(data.queueName, NAME)),
        isDefault: data.isDefault,
      });
    case 'waiting':
      return expand(name, waitingView(data));
    case 'ended':
      return expand(name, {
        id: data.id,
        title: endedTitle(data.number),
        text: endedText(data),
        mayAskAgain: data.mayAskAgain,
        askAgain: ASK_AGAIN,
      });
    case 'survey':
      return expand(name, surveyView(data));
    case 'help':
      return expand(name, {
        isChannel: data.place === 'channel',
        isPersonal: data.place === 'personal',
        isQueue: data.queueName !== null,
        words: HELP,
        commands: COMMANDS,
        queueHelp: queueHelpWords(foreignLine(data.queueName ?? '', NAME)),
      });
    case 'erased':
      return expand(name, erasedWords(data.number, data.at));
    case 'notice':
    case 'refused':
      return expand(name, { title: foreignLine(data.title, NAME), text: foreignLine(data.text, TEXT) });
  }
}

/** The largest size that fits; the smallest one fits whatever it is given. */
function renderEscalation(data: EscalationCard): AdaptiveCard {
  const refresh = refreshOf(data);
  const sized = (size: Size): AdaptiveCard => ({
    ...expand('escalation', escalationView(data, size)),
    ...(refresh && { refresh }),
  });
  let card = sized(SIZES[0]);
  for (const size of SIZES.slice(1)) {
    if (bytesOf(card) <= MOST_BYTES) break;
    card = sized(size);
  }
  return card;
}

export function bytesOf(card: AdaptiveCard): number {
  return JSON.stringify(card).length * 2;
}

/** Data strings are not read as templates again, so customers' words stay words. */
function expand(name: CardName, view: Record<string, unknown>): AdaptiveCard {
  return templates[name].expand({ $root: view }) as AdaptiveCard;
}
