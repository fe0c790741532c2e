/** Which escalations somebody means, as lists, counts, exports and figures are asked of them. */
import { badField } from '../base/errors';
import type { EscalationScope } from '../contract/api';
import { LIMITS } from '../contract/fields';
import { wordsOf } from '../domain/failures/words';
import { markOf } from '../domain/figures/marks';
import { hoursOfWeek } from '../domain/figures/periods';
import type { Whose } from '../domain/figures/whose';
import { managesAll, sightOf } from '../domain/policy';
import { readSearch, type Search } from '../domain/search/query';
import type { HistoryQuery } from '../escalation/search/history';
import type { Scope } from '../store/escalation/scope';
import type { Asker } from './route';

/** What is open is little and asked for often; what has ended grows for years. */
export function isHistory({ q, status }: EscalationScope): boolean {
  return Boolean(q?.trim()) || !status || status.some((one) => one === 'resolved' || one === 'abandoned');
}

/** Which escalations the asker means, of those they may see. */
export function scopeOf(who: Asker, query: EscalationScope): Scope & Pick<HistoryQuery, 'search' | 'reader'> {
  const { variable, value } = query;
  if (value !== undefined && variable === undefined) throw badField('variable', 'Say which variable has this value.');
  return {
    tenantId: who.tenantId,
    status: query.status,
    queueId: query.queue,
    assigneeId: query.assignee === 'me' ? who.id : query.assignee,
    connectionId: query.connection,
    from: query.from === undefined ? undefined : new Date(query.from),
    to: query.to === undefined ? undefined : new Date(query.to),
    outcome: query.outcome,
    tagId: query.tag,
    rating: query.rating,
    language: query.language,
    variable: variable === undefined ? undefined : { name: variable, value },
    hasFile: query.file === 'any',
    hasFailed: query.delivery === 'failed',
    hold: query.hold,
    leftMessage: query.leftMessage,
    isOverdue: query.overdue === 'any',
    waited: query.waited,
    test: query.test,
    mark: markedBy(who, query),
    escalated: query.figure === 'escalated',
    topic: query.unnamed === 'topic' ? '' : query.topic,
    phrase: query.phrase === undefined ? undefined : comparedBy(query.phrase),
    saying: query.unnamed === 'phrase' ? 'nothing' : undefined,
    unlike: query.unlike === undefined ? undefined : groupsIn(query.unlike),
    stretches: hoursIn(query),
    visibleTo: sightOf(who),
    search: query.q?.trim() ? searched(query.q) : null,
    // Of a bounded manager not all that is found may be of their queues: whispers are looked for by who they are between.
    reader: { id: who.id, manager: managesAll(who) },
  };
}

/** Nothing was opened before. */
const BEGINNING = new Date('2015-01-01T00:00:00Z');
const DAY_MS = 86_400_000;

/** As figures have hours of the week. */
function hoursIn({ hour, hourZone = 'UTC', from, to }: EscalationScope): Scope['stretches'] {
  if (hour === undefined) return undefined;
  const latest = Date.now() + DAY_MS;
  return hoursOfWeek(hour, hourZone, {
    from: new Date(Math.max(BEGINNING.getTime(), from === undefined ? 0 : Date.parse(from))),
    to: new Date(Math.min(latest, to === undefined ? latest : Date.parse(to))),
  });
}

/** Which escalations count in a figure of one agent is that figure. */
export const whoseFigure = ({ figureAgent }: EscalationScope): Whose =>
  figureAgent === undefined ? 'nobody' : { agent: figureAgent };

/** How many of an agent's have ended is a figure, too; whom they are with now is not. */
export const whoseCount = (query: EscalationScope): Whose =>
  query.assignee !== undefined && isHistory(query) ? { agent: query.assignee } : whoseFigure(query);

/** A figure opens the history with the escalations it counts. */
function markedBy(who: Asker, { figure, figureQueue, figureAgent }: EscalationScope): string | undefined {
  if (figure === 'escalated') {
    if (figureQueue !== undefined) throw badField('figureQueue', 'This figure is of no queue.');
    if (figureAgent !== undefined) throw badField('figureAgent', 'This figure is of no agent.');
    return undefined;
  }
  if (figure !== undefined) {
    const agent = figureAgent === 'me' ? who.id : (figureAgent ?? null);
    return markOf(figure, { queue: figureQueue?.toLowerCase() ?? null, agent });
  }
  if (figureQueue !== undefined || figureAgent !== undefined) throw badField('figure', 'Say which figure is meant.');
  return undefined;
}

function groupsIn(unlike: string): Scope['unlike'] {
  const [by, numbers = ''] = unlike.split(':');
  return { by: by === 'topic' ? 'topic' : 'phrase', numbers: numbers.split(',').map(Number) };
}

function comparedBy(phrase: string): number[] {
  const words = wordsOf(phrase);
  if (words.length === 0) throw badField('phrase', 'There is no word in it to compare phrases by.');
  return words;
}

function searched(typed: string): Search {
  const search = readSearch(typed);
  if (!search) throw badField('q', 'There is no letter or digit in it to look for.');
  if (search.isTooMuch) throw badField('q', `Search for at most ${LIMITS.historyWords} words at once.`);
  return search;
}
