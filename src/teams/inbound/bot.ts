/** The one place where teams-ai routes an activity: first match wins, so the order below is the meaning. */
import { Application } from '@microsoft/teams-ai/lib/Application';
import { CardFactory, type Activity as BotActivity, type TurnContext } from 'botbuilder';
import { reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';
import { type Activity, type Press, isMentioned, isPersonal, pressOf } from '../protocol/activity';
import type { DeskAdapter } from '../bots/adapter';
import { type Commands, readCommand } from './commands';
import type { CustomerChat } from './customerChat';
import { type QueueChannel, isCardVerb } from './queueChannel';
import type { Roster } from './roster';
import { type Turn, withError, withToast } from '../protocol/turn';

export interface Parts {
  chat: CustomerChat;
  channel: QueueChannel;
  commands: Commands;
  roster: Roster;
  log: Log;
}

type Matches = (activity: Activity, press: Press | null) => boolean;
type Work = (turn: Turn, press: Press | null) => Promise<void>;

export function createBot(adapter: DeskAdapter, parts: Parts): (context: TurnContext) => Promise<void> {
  const { chat, channel, commands, roster, log } = parts;
  // No storage and no typing timer: the desk keeps its own state, and the timer is shared between turns.
  const app = new Application({ adapter, startTypingTimer: false, removeRecipientMention: true });

  const on = (matches: Matches, work: Work, isInvoke = false) =>
    app.addRoute(
      async (context) => {
        const activity = activityOf(context);
        return (activity.type === 'invoke') === isInvoke && matches(activity, pressOf(activity));
      },
      async (context) => {
        const turn = turnOf(context, log);
        const press = pressOf(turn.activity);
        if (!isInvoke) return work(turn, press);
        // An invoke without an answer shows people "Unable to reach app".
        await work(turn, press).catch(async (error: unknown) => {
          log.error({ err: error }, 'a press on a card failed');
          await turn.answer(withError('That did not work just now. Please try again.'));
        });
      },
      isInvoke,
    );
  const onInvoke = (matches: Matches, work: Work) => on(matches, work, true);

  onInvoke(
    // In a chat with a connection's bot every card is that bot's own, whatever its buttons are called.
    (activity, press) => press !== null && isCardVerb(press.verb) && activity.botName === null,
    async (turn, press) => {
      if (press && isCardVerb(press.verb)) await channel.pressed(turn, press.verb, press);
    },
  );
  onInvoke(
    (activity, press) => press?.verb === 'connect' && !isPersonal(activity),
    (turn) => commands.pressed(turn),
  );
  onInvoke(
    (activity, press) => press !== null && isPersonal(activity),
    async (turn, press) => chat.executed(turn, press?.verb ?? '', dataOf(turn.activity)),
  );
  onInvoke(
    () => true,
    (turn) => turn.answer(withToast('This button does nothing here any more.')),
  );

  on(
    (activity) => activity.type === 'message' && isPersonal(activity),
    (turn) => chat.said(turn),
  );
  on(
    (activity) => (activity.type === 'messageUpdate' || activity.type === 'messageDelete') && isPersonal(activity),
    (turn) => chat.changed(turn),
  );
  on(
    (activity) => activity.type === 'installationUpdate' && isPersonal(activity),
    async (turn) => {
      // Any other action, such as an upgrade, changes nothing.
      if (turn.activity.action === 'add') await chat.appAdded(turn);
      if (turn.activity.action === 'remove') await chat.appRemoved(turn);
    },
  );
  on(
    (activity, press) => activity.type === 'message' && press !== null,
    async (turn, press) => {
      if (press && isCardVerb(press.verb)) await channel.submitted(turn, press.verb, press);
      else if (press?.verb === 'connect') await commands.connect(turn, null);
    },
  );
  on(
    (activity) => activity.type === 'message',
    async (turn) => {
      const { activity } = turn;
      const isCommand = isMentioned(activity) && readCommand(activity.text ?? '').verb !== 'unknown';
      const isNote = !isCommand && (await channel.replied(turn));
      // Words among colleagues are none of the bot's business unless they call it.
      if (!isNote && isMentioned(activity)) await commands.said(turn);
    },
  );
  on(
    (activity) => activity.type === 'installationUpdate' || activity.type === 'conversationUpdate',
    (turn) => roster.changed(turn),
  );

  return async (context) => {
    await app.run(context);
  };
}

/** The adapter runs only what `proof.ts` has read, so this is what is in the context. */
function activityOf(context: TurnContext): Activity {
  return context.activity as unknown as Activity;
}

function dataOf({ value }: Activity): unknown {
  return (value as { action?: { data?: unknown } }).action?.data;
}

function turnOf(context: TurnContext, log: Log): Turn {
  return {
    activity: activityOf(context),
    async say(words) {
      const message: Partial<BotActivity> =
        typeof words === 'string'
          ? { type: 'message', text: words, textFormat: 'markdown' }
          : { type: 'message', attachments: [CardFactory.adaptiveCard(words)] };
      try {
        await context.sendActivity(message);
      } catch (error) {
        // What the person asked for has been done; only the words about it are lost.
        log.warn({ reason: reasonOf(error) }, 'an answer in Teams was not delivered');
      }
    },
    async answer(answer) {
      // Answering ourselves keeps teams-ai from its own answer, which may overwrite everybody's card.
      await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: answer } });
    },
  };
}
