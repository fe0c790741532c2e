/** What a scope says, as facts that documents are looked up by. Rows are asked the scope itself all the same. */
import { fold } from '../../domain/search/fold';
import { fact, type Facts, waitsUpTo } from '../../domain/search/lookUp';
import type { Scope } from '../../store/escalation/scope';

export function factsIn(scope: Scope): Facts {
  const { status, queueId, assigneeId, connectionId, outcome, tagId, language, variable, waited, visibleTo } = scope;
  const one = (value: string | undefined, as: (value: string) => string): string[][] =>
    value === undefined ? [] : [[as(value)]];
  const longest = waited === undefined ? undefined : waitsUpTo(waited).at(-1);
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
      ...(longest === undefined ? [] : [[fact.waited(longest), fact.status('waiting')]]),
      ...(scope.test === 'only' ? [[fact.isTest(true)]] : []),
    ],
  };
}

function variableFact({ name, value }: NonNullable<Scope['variable']>): string {
  return value === undefined ? fact.variable(fold(name)) : fact.value(fold(name), fold(value));
}
