/** What a scope says, as facts that documents are looked up by. Rows are asked the scope itself all the same. */
import { fold } from '../../domain/search/fold';
import { fact, type Facts, formerWait } from '../../domain/search/lookUp';
import { blocksBeyond } from '../../domain/search/waits';
import type { Scope } from '../../store/escalation/scope';

/** @param hasFormer some documents are of a former make: what those do not say narrows nothing */
export function factsIn(scope: Scope, hasFormer: boolean): Facts {
  const { status, queueId, assigneeId, connectionId, outcome, tagId, language, variable, waited, visibleTo } = scope;
  const one = (value: string | undefined, as: (value: string) => string): string[][] =>
    value === undefined ? [] : [[as(value)]];
  return {
    every: [
      ...(visibleTo ? [[...visibleTo.queueIds.map(fact.queue), fact.person(visibleTo.id)]] : []),
      ...(status ? [status.map(fact.status)] : []),
      ...one(queueId, fact.queue),
      ...one(assigneeId, fact.owner),
      ...one(connectionId, fact.connection),
      ...one(outcome, fact.outcome),
      ...one(tagId, fact.tag),
      ...one(language, fact.language),
      ...(variable ? [[variableFact(variable)]] : []),
      ...(scope.hasFile ? [[fact.file]] : []),
      ...(scope.hasFailed ? [[fact.failed]] : []),
      ...(waited === undefined ? [] : waitedLonger(waited, hasFormer)),
      ...(hasFormer ? [] : factsOfNow(scope)),
      ...(scope.test === 'only' ? [[fact.isTest(true)]] : []),
      ...one(scope.colleague, fact.person),
      ...(scope.offeredTo ? [[fact.status('waiting')]] : []),
      ...(scope.unreadBy ? [[fact.status('waiting'), fact.status('claimed')]] : []),
    ],
  };
}

/** Who waits still may have waited so long by now. */
function waitedLonger(seconds: number, hasFormer: boolean): string[][] {
  const some = [...blocksBeyond(seconds).map(fact.waited), fact.status('waiting')];
  if (!hasFormer) return [some];
  const former = formerWait(seconds);
  return former === undefined ? [] : [[...some, fact.formerlyWaited(former)]];
}

/** What former documents do not say. */
function factsOfNow({ topic, rating, leftMessage }: Scope): string[][] {
  return [
    ...(topic === undefined ? [] : [[fact.topic(topic)]]),
    ...(rating === undefined || rating === 'none' ? [] : [(rating === 'any' ? GRADES : rating).map(fact.rated)]),
    ...(leftMessage === 'any' ? [[fact.leftMessage]] : []),
  ];
}

const GRADES = [1, 2, 3, 4, 5];

function variableFact({ name, value }: NonNullable<Scope['variable']>): string {
  return value === undefined ? fact.variable(fold(name)) : fact.value(fold(name), fold(value));
}
