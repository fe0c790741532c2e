/** What people can say to the bot in a channel: hi, hello, help, connect. */
import { NOT_UNDERSTOOD, NO_CHANNEL, failedWords, onlyManagers } from '../../cards/words/channel/commands';
import { render } from '../../cards/cards';
import type { Config } from '../../config/config';
import { AppError } from '../../base/errors';
import type { Queues } from '../../escalation/queues';
import type { Db } from '../../store/postgres/db';
import { queueOfChannel } from '../../store/queues';
import { findTeam } from '../../store/teams';
import { type Activity, placeInChannel } from '../protocol/activity';
import { DUPLICATE, type Outcome } from '../protocol/outcome';
import { noteWords } from './markup';
import type { People } from './people';
import { type Turn, withCard, withToast } from '../protocol/turn';
import { unnamed } from '../../cards/words/names';

export type Command = { verb: 'help' } | { verb: 'connect'; name: string | null } | { verb: 'unknown' };

const HELP = /^(?:hi|hello|help)[\s.!?]*$/i;
const CONNECT = /^connect(?:\s+(\S.{0,199}?))?\s*$/is;

export function readCommand(text: string): Command {
  const words = text.trim();
  if (HELP.test(words)) return { verb: 'help' };
  const connect = CONNECT.exec(words);
  return connect ? { verb: 'connect', name: connect[1] ?? null } : { verb: 'unknown' };
}

type Connected = { ok: true; queueName: string; isDefault: boolean } | { ok: false; title: string; text: string };

const COMMAND: Outcome = { kind: 'answered', by: 'command' };

export class Commands {
  constructor(private readonly options: { db: Db; config: Config; queues: Queues; people: People }) {}

  async said(turn: Turn): Promise<Outcome> {
    const { activity } = turn;
    const command = readCommand(noteWords(activity));
    if (command.verb === 'connect') return this.connect(turn, command.name);
    const queue = await queueOfChannel(this.options.db.q, activity.tenantId, placeInChannel(activity).channelId);
    if (command.verb === 'unknown') await turn.say(NOT_UNDERSTOOD);
    const isNew = await turn.say(render('help', { place: 'channel', queueName: queue?.name ?? null }));
    return isNew ? COMMAND : DUPLICATE;
  }

  /** The welcome card's button. */
  async pressed(turn: Turn): Promise<Outcome> {
    const result = await this.connected(turn.activity, null);
    await turn.answer(
      result.ok ? withCard(render('queueConnected', result)) : withToast(`${result.title} ${result.text}`),
    );
    return { kind: 'answered', by: 'press' };
  }

  /** The same button on clients without Action.Execute, and the command. */
  async connect(turn: Turn, name: string | null): Promise<Outcome> {
    const result = await this.connected(turn.activity, name);
    const isNew = await turn.say(result.ok ? render('queueConnected', result) : render('refused', result));
    return isNew ? COMMAND : DUPLICATE;
  }

  private async connected(activity: Activity, name: string | null): Promise<Connected> {
    const { db, queues, people } = this.options;
    const teamId = activity.channelData?.team?.id;
    if (!teamId) return { ok: false, ...NO_CHANNEL };
    const who = await people.identify(activity);
    if (!who?.manager) return { ok: false, ...onlyManagers(this.options.config.managers.length > 0) };
    await this.rememberTeam(activity, teamId);
    const { channelId } = placeInChannel(activity);
    const channelName = await this.channelName(activity, teamId, channelId);
    try {
      const { queue } = await queues.connect(who, { teamId, channelId, channelName, name: name ?? undefined });
      const { isDefault } = (await queueOfChannel(db.q, activity.tenantId, channelId)) ?? queue;
      return { ok: true, queueName: queue.name, isDefault };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, ...failedWords(error.message) };
      throw error;
    }
  }

  /** A team whose arrival was missed, because the desk was down or its data is new, is caught up with here. */
  private async rememberTeam(activity: Activity, teamId: string): Promise<void> {
    const known = await findTeam(this.options.db.q, teamId);
    if (known?.installed) return;
    await this.options.queues.teamAdded({
      id: teamId,
      tenantId: activity.tenantId,
      botAppId: activity.botAppId,
      name: activity.channelData?.team?.name ?? known?.name ?? unnamed.team,
      serviceUrl: activity.serviceUrl,
    });
  }

  /** Messages often name only the channel's id; the roster knows the rest. */
  private async channelName(activity: Activity, teamId: string, channelId: string): Promise<string> {
    const named = activity.channelData?.channel?.name;
    if (named) return named;
    const team = await findTeam(this.options.db.q, teamId);
    const known = team?.channels.find(({ id }) => id === channelId)?.name;
    return known ?? (channelId === teamId ? unnamed.general : unnamed.queue);
  }
}
