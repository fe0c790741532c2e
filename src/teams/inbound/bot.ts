/** The one place where teams-ai routes an activity: first match wins, so the order below is the meaning. */
import { FAILED, OLD_BUTTON } from '../../cards/words/channel/presses';
import { Application } from '@microsoft/teams-ai/lib/Application';
import type { TurnContext } from 'botbuilder';
import type { Answers } from '../../arrival/answers';
import type { FileConsents } from '../../arrival/fileConsents';
import type { PersonChats } from '../../escalation/personChats';
import type { Places } from '../../escalation/places';
import type { Log } from '../../base/log';
import { type Activity, askedBy, isMentioned, isPersonal, isPersons, whereaboutsOf } from '../protocol/activity';
import { type Outcome, type ServiceActivity, service } from '../protocol/outcome';
import { type Press, isAutomatic, pressOf, saidOf } from '../protocol/press';
import { type Turn, withError, withToast } from '../protocol/turn';
import type { DeskAdapter } from '../bots/adapter';
import { type Commands, readCommand } from './commands';
import type { CustomerChat } from './customerChat';
import { noteWords } from './markup';
import { type QueueChannel, isCardVerb } from './queueChannel';
import { answerFileConsent, isFileConsent } from './fileConsent';
import { answerHandoffLink, isHandoffLink } from './handoffLink';
import type { Roster } from './roster';
import { signInFailed } from './signInFailure';

export interface Parts {
  chat: CustomerChat;
  channel: QueueChannel;
  commands: Commands;
  roster: Roster;
  answers: Answers;
  consents: FileConsents;
  personChats: PersonChats;
  places: Places;
  log: Log;
}

type Matches = (activity: Activity, press: Press | null) => boolean;
type Work = (turn: Turn, press: Press | null) => Promise<Outcome>;

export function createBot(adapter: DeskAdapter, parts: Parts): (context: TurnContext) => Promise<void> {
  const { chat, channel, commands, roster, answers, places, log } = parts;
  // No storage and no typing timer: the desk keeps its own state, and the timer is shared between turns.
  const app = new Application({ adapter, startTypingTimer: false, removeRecipientMention: false });

  const on = (matches: Matches, work: Work, isInvoke = false) =>
    app.addRoute(
      async (context) => {
        const activity = activityOf(context);
        return (activity.type === 'invoke') === isInvoke && matches(activity, pressOf(activity));
      },
      async (context) => {
        const turn = turnOf(context, answers);
        const press = pressOf(turn.activity);
        if (!isInvoke) return ended(log, turn.activity, await work(turn, press));
        // An invoke without an answer shows people "Unable to reach app".
        try {
          ended(log, turn.activity, await work(turn, press));
        } catch (error) {
          log.error('teams.card_action_failed', { err: error });
          await turn.answer(withError(FAILED));
        }
      },
      isInvoke,
    );
  const onInvoke = (matches: Matches, work: Work) => on(matches, work, true);
  const isInvokeOf =
    (name: string): Matches =>
    (activity) =>
      isPersonal(activity) && activity.name === name;

  onInvoke(isAutomatic, (turn) => (isPersonal(turn.activity) ? chat.refreshed(turn) : channel.refreshed(turn)));
  onInvoke(isInvokeOf('signin/verifyState'), (turn) => chat.signedIn(turn));
  onInvoke(isInvokeOf('signin/tokenExchange'), (turn) => chat.exchanged(turn));
  onInvoke(isInvokeOf('signin/failure'), (turn) => signInFailed(log, turn));
  onInvoke(isHandoffLink, (turn) => answerHandoffLink(parts.personChats, turn));
  onInvoke(isFileConsent, (turn) => answerFileConsent(parts.consents, turn));
  onInvoke(
    // In a personal chat every card with verbs is a bot's own, whatever its buttons are called.
    (activity) => isPersonal(activity) && saidOf(activity) !== null,
    (turn) => chat.executed(turn),
  );
  onInvoke(
    (activity, press) => press !== null && isCardVerb(press.verb) && !isPersonal(activity),
    (turn, press) => channel.pressed(turn, press),
  );
  onInvoke(
    (activity, press) => press?.verb === 'connect' && !isPersonal(activity),
    (turn) => commands.pressed(turn),
  );
  onInvoke(isFileConsent, (turn) => answerFileConsent(parts.consents, turn));
  onInvoke(
    ({ name }) => name !== 'adaptiveCard/action',
    async (turn) => {
      // What the bot behind the desk cannot be asked; Teams wants no more than an answer.
      await turn.respond(200, {});
      return service(turn.activity.name === 'message/submitAction' ? 'feedback' : 'unknown');
    },
  );
  onInvoke(
    () => true,
    async (turn) => {
      await turn.answer(withToast(OLD_BUTTON));
      return service('oldButton');
    },
  );

  on(
    (activity) => SAID.has(activity.type) && !isPersons(activity),
    () => Promise.resolve(service('notAPerson')),
  );
  on(
    (activity) => activity.type === 'message' && isPersonal(activity),
    (turn) => chat.said(turn),
  );
  on(
    (activity) => CHANGED.has(activity.type) && isPersonal(activity),
    (turn) => chat.changed(turn),
  );
  on(
    (activity) => activity.type === 'messageReaction' && isPersonal(activity),
    (turn) => chat.reacted(turn),
  );
  on(
    (activity) => isReadReceipt(activity) && isPersonal(activity),
    (turn) => chat.read(turn),
  );
  on(
    (activity) => activity.type === 'installationUpdate' && isPersonal(activity),
    (turn) => chat.installed(turn),
  );
  on(
    (activity, press) => activity.type === 'message' && press !== null,
    async (turn, press) => {
      if (press && isCardVerb(press.verb)) return channel.submitted(turn, press);
      if (press?.verb !== 'connect') return service('oldButton');
      return commands.connect(turn, null);
    },
  );
  on(
    (activity) => activity.type === 'message',
    async (turn) => {
      const { activity } = turn;
      const isCommand = isMentioned(activity) && readCommand(noteWords(activity)).verb !== 'unknown';
      const noted = isCommand ? null : await channel.replied(turn);
      if (noted) return noted;
      // Channel messages without a mention are among colleagues and are ignored.
      return isMentioned(activity) ? commands.said(turn) : service('colleagues');
    },
  );
  on(
    (activity) => CHANGED.has(activity.type),
    (turn) => channel.changed(turn),
  );
  on(
    (activity) => activity.type === 'installationUpdate' || activity.type === 'conversationUpdate',
    async (turn) => {
      await roster.changed(turn);
      return service(turn.activity.type === 'installationUpdate' ? 'installation' : 'membership');
    },
  );
  on(
    () => true,
    (turn) => Promise.resolve(service(nameOf(turn.activity))),
  );

  return async (context) => {
    await places.learned(whereaboutsOf(activityOf(context)));
    await app.run(context);
  };
}

const SAID = new Set(['message', 'messageUpdate', 'messageDelete', 'messageReaction']);
const CHANGED = new Set(['messageUpdate', 'messageDelete']);

function nameOf({ type, name }: Activity): ServiceActivity {
  if (type === 'typing') return 'typing';
  if (type === 'messageReaction') return 'reaction';
  return isReadReceipt({ type, name }) ? 'readReceipt' : 'unknown';
}

/** Teams spells it with a dot, its library with a slash. */
function isReadReceipt({ type, name }: Pick<Activity, 'type' | 'name'>): boolean {
  return type === 'event' && /^application\/vnd\.microsoft[./]readReceipt$/i.test(name ?? '');
}

/** Words stay out of the log; what became of them does not. */
function ended(log: Log, { type, name, conversation }: Activity, outcome: Outcome): void {
  const fields = { activity: type, name, chat: conversation.conversationType, outcome };
  if (outcome.kind === 'service' && outcome.name === 'unknown') log.info('teams.activity_unknown', fields);
  else log.debug('teams.activity_taken', fields);
}

/** The adapter runs only what `activityAuthentication.ts` has read, so this is what is in the context. */
function activityOf(context: TurnContext): Activity {
  return context.activity as unknown as Activity;
}

function turnOf(context: TurnContext, answers: Answers): Turn {
  const activity = activityOf(context);
  let given = 0;
  const asked = () => askedBy(activity, given++);
  const respond = async (status: number, body?: object) => {
    await context.sendActivity({ type: 'invokeResponse', value: { status, ...(body && { body }) } });
  };
  return {
    activity,
    respond,
    // Answering ourselves keeps teams-ai from its own answer, which may overwrite everybody's card.
    answer: (answer) => respond(200, answer),
    say: (words) => answers.say(asked(), typeof words === 'string' ? { text: words } : { card: words }),
    tell: (words) => answers.tell(asked(), activity.from.aadObjectId ?? '', { text: words }),
    async confirm() {
      if (activity.id) await answers.confirmNote(asked(), activity.id);
    },
  };
}
