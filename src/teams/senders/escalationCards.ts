/** The escalation's card as it is now, from the store. */
import { type AdaptiveCard, escalationSummary, render, TEAMS_CLIENT } from '../../cards/cards';
import { cardWords } from '../../cards/text/cardWords';
import { type CardViewer, type EscalationCard, MOST_OWN_VIEWS } from '../../cards/escalationCard';
import { withoutMarkdown } from '../../cards/text/markdownWords';
import type { Config } from '../../config/config';
import type { Identity } from '../../domain/escalation';
import type { Message } from '../../domain/message';
import { can } from '../../domain/policy';
import type { Reader } from '../../store/postgres/db';
import type { EscalationRow } from '../../store/escalation/escalations';
import { findQueue, queueOfChannel, queuesBeside } from '../../store/queues';
import { managersOn, membersOf } from '../../store/teams';
import { wrapUpRuleOf } from '../../store/wrapUp';
import { lastMessages } from '../../store/transcript';
import { erasedWords } from '../../cards/words/channel/card';
import { unnamed } from '../../cards/words/names';

/** More lines than a card shows, because notes and system lines are left out. */
const LINES = 20;

interface CardAsked {
  q: Reader;
  config: Config;
  now: Date;
  left: EscalationCard['left'];
  /** Whose own view it is; null: the base card, which everybody sees who has none. */
  viewer: Identity | null;
}

export async function cardOf(
  row: EscalationRow,
  { q, config, now, left, viewer }: CardAsked,
): Promise<{ card: AdaptiveCard; summary: string }> {
  if (row.erasedAt) {
    const { number, erasedAt: at } = row;
    return { card: render('erased', { number, at }), summary: erasedWords(number, at).title };
  }
  // Only a waiting card shows words of the conversation.
  const messages = row.status === 'waiting' && left === null ? await lastMessages(q, row, LINES) : [];
  const data: EscalationCard = {
    id: row.id,
    number: row.number,
    status: row.status,
    late: row.alarm !== 'none',
    customerName: row.customerName,
    connectionName: row.connectionName,
    queueName: row.queueName,
    topic: row.topic,
    lastPhrase: row.lastPhrase,
    agentMessage: row.agentMessage,
    variables: row.variables,
    priority: row.priority,
    requiredSkill: row.requiredSkill,
    // After a transfer the reason speaks of another queue.
    because: row.ruleName !== null && !row.moved ? row.routingReason : null,
    transcript: messages
      .filter(({ author, note, deletedAt }) => !note && author.kind !== 'system' && deletedAt === null)
      .map((message) => ({ author: message.author.name, text: lineOf(message) })),
    transcriptLength: Math.max(0, row.lastSeq - row.fromSeq + 1),
    openedAt: row.openedAt,
    claimedAt: row.claimedAt,
    firstClaimedAt: row.firstClaimedAt,
    endedAt: row.endedAt,
    assigneeName: row.assigneeName,
    onHoldUntil: row.onHoldUntil,
    leftMessageAt: row.leftMessageAt,
    outcome: row.outcome,
    endedBy: row.endedBy?.kind ?? null,
    tags: row.tags,
    left,
    test: row.test,
    viewer: viewer && left === null ? await viewerOf(q, row, viewer) : null,
    ownViews: left === null ? await ownViewsOf(q, row, config.managers) : [],
    unreachable: row.laneBlocked,
    tab: {
      clientUrl: config.mode === 'sandbox' ? config.publicUrl : TEAMS_CLIENT,
      teamsAppId: config.teamsAppId,
      tenantId: row.tenantId,
      webUrl: `${config.publicUrl}/tab/work`,
    },
    now,
  };
  return { card: render('escalation', data), summary: escalationSummary(data) };
}

async function viewerOf(q: Reader, row: EscalationRow, who: Identity): Promise<CardViewer> {
  // A waiting one is assigned from the tab, where its team can be seen.
  const mayAct = row.status === 'claimed';
  return {
    claim: can(who, 'claim', row),
    release: can(who, 'release', row),
    otherQueues: mayAct && can(who, 'transfer', row) ? await queuesBeside(q, row.tenantId, row.queueId) : [],
    wrapUp: mayAct && can(who, 'resolve', row) ? await wrapUpRuleOf(q, row.id) : null,
  };
}

/** Only those who may do more than the base card says: each of them is a call whenever they look at the channel. */
async function ownViewsOf(q: Reader, row: EscalationRow, managers: readonly string[]): Promise<string[]> {
  if (row.status !== 'claimed' || row.assigneeId === null) return [];
  const teamId = (await findQueue(q, row.queueId))?.teamId;
  if (!teamId) return [];
  const owner = await membersOf(q, teamId, [row.assigneeId]);
  const others = await managersOn(q, { id: teamId, tenantId: row.tenantId }, managers, MOST_OWN_VIEWS);
  return [...new Set([...owner, ...others].map(({ teamsUserId }) => teamsUserId))].slice(0, MOST_OWN_VIEWS);
}

/** Whether a channel is one the escalation has left, and may look at it all the same; null: it is there. */
export async function leftBehind(
  q: Reader,
  { tenantId, queueId }: Pick<EscalationRow, 'tenantId' | 'queueId'>,
  channelId: string,
): Promise<EscalationCard['left']> {
  const queue = await findQueue(q, queueId);
  if (!queue || queue.channelId === channelId) return null;
  const here = await queueOfChannel(q, tenantId, channelId);
  return { mayLook: here !== null && here.teamId === queue.teamId };
}

/** What it says in one line; without words, what is on its cards or what its files are called. */
function lineOf({ text, format, attachments }: Message): string {
  if (text !== '') return format === 'markdown' ? withoutMarkdown(text) : text;
  const things = attachments.map(({ name, content, unavailable }) =>
    unavailable === undefined ? cardWords(content) || name || unnamed.attachment : (name ?? unnamed.attachment),
  );
  return things.length === 0 ? '' : `(${things.join(', ')})`;
}
