/** Deliveries about a team: its one welcome card, and reading its roster. */
import { DESK_IS_READY } from '../../cards/words/channel/commands';
import { APP_NOT_IN_TEAM } from '../../cards/words/agent/delivery';
import { visibleName } from '../../base/names';
import { CardFactory } from 'botbuilder';
import { render } from '../../cards/cards';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import type { Queues } from '../../escalation/queues';
import type { Db, Tx } from '../../store/postgres/db';
import { type Member, type TeamRow, MOST_MEMBERS, findTeam } from '../../store/teams';
import type { DeskAdapter } from '../bots/adapter';
import { threadIn } from './cardSender';
import { sendOutcomeOf } from './deliveryFaults';
import { unnamed } from '../../cards/words/names';

const PAGE = 500;
const MOST_ATTEMPTS = 20;
const GONE: SendOutcome = { result: 'failed', reason: APP_NOT_IN_TEAM };

interface Parts {
  adapter: DeskAdapter;
  db: Db;
  queues: Queues;
}

export class WelcomeSender implements Sender<'welcome'> {
  readonly kind = 'welcome';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: Parts) {}

  async send({ payload }: Item<'welcome'>, signal: AbortSignal): Promise<SendOutcome> {
    const team = await findTeam(this.options.db.q, payload.teamId);
    if (!team?.installed) return GONE;
    if (team.welcomed_at) return { result: 'delivered' };
    const card = CardFactory.adaptiveCard(render('welcome', { teamName: team.name }));
    const activity = { type: 'message', summary: DESK_IS_READY, attachments: [card] };
    try {
      const { conversations } = await this.options.adapter.connector(team.bot_app_id, team.service_url);
      // A team has the id of its General channel.
      const thread = threadIn(team.id, team.tenant_id, team.bot_app_id, activity);
      const { activityId } = await conversations.createConversation(thread, { abortSignal: signal });
      return { result: 'delivered', externalId: activityId ?? null };
    } catch (error) {
      return sendOutcomeOf(error);
    }
  }

  async settle(tx: Tx, { payload }: Item<'welcome'>, outcome: SendOutcome): Promise<void> {
    if (outcome.result === 'delivered') await this.options.queues.welcomed(tx, payload.teamId);
  }
}

export class RosterSender implements Sender<'roster'> {
  readonly kind = 'roster';
  readonly coalesce = false;
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: Parts) {}

  async send({ payload }: Item<'roster'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, queues } = this.options;
    const team = await findTeam(db.q, payload.teamId);
    if (!team?.installed) return GONE;
    try {
      const members = await this.members(team, signal);
      const channels = await this.channels(team, signal);
      await db.transaction((tx) => queues.rosterRead(tx, team.id, members, channels));
      return { result: 'delivered' };
    } catch (error) {
      return sendOutcomeOf(error);
    }
  }

  private async members(team: TeamRow, signal: AbortSignal): Promise<Member[]> {
    const { conversations } = await this.options.adapter.connector(team.bot_app_id, team.service_url);
    const members: Member[] = [];
    let continuationToken: string | undefined;
    do {
      const page = await conversations.getConversationPagedMembers(team.id, {
        pageSize: PAGE,
        // The first page has none, though the library's type wants one.
        continuationToken: continuationToken as string,
        abortSignal: signal,
      });
      members.push(...page.members.flatMap(memberOf));
      continuationToken = page.continuationToken || undefined;
    } while (continuationToken && members.length < MOST_MEMBERS);
    return members;
  }

  private async channels(team: TeamRow, signal: AbortSignal): Promise<{ id: string; name: string }[]> {
    const { teams } = await this.options.adapter.teams(team.bot_app_id, team.service_url);
    const { conversations = [] } = await teams.fetchChannelList(team.id, { abortSignal: signal });
    return conversations.flatMap(({ id, name }) =>
      // Teams names every channel but General, whose name is the client's to translate.
      id ? [{ id, name: visibleName(name) ?? (id === team.id ? unnamed.general : unnamed.channel) }] : [],
    );
  }
}

/** Guests and people have an Entra id; other bots have not and cannot claim. */
function memberOf(account: object): Member[] {
  const { id, name, aadObjectId, objectId, userPrincipalName } = account as Record<string, unknown>;
  const userId = aadObjectId ?? objectId;
  if (typeof userId !== 'string' || typeof id !== 'string') return [];
  return [
    {
      userId,
      teamsUserId: id,
      name: visibleName(typeof name === 'string' ? name : null) ?? unnamed.person,
      upn: typeof userPrincipalName === 'string' ? userPrincipalName : null,
    },
  ];
}
