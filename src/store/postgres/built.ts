/**
 * Statements that are built once. Kysely builds and compiles anew at every call, which costs more than PostgreSQL's
 * answer to the short statements of the hot paths.
 */
import type { Compilable, CompiledQuery } from 'kysely';
import type { Reader } from './db';

interface Template<R> {
  compiled: CompiledQuery<R>;
  /** Of each parameter: which value it is, or null for one of the statement's own. */
  places: (PropertyKey | null)[];
}

/**
 * `const find = built((q, { id }: { id: string }) => q.selectFrom('queue').selectAll().where('id', '=', id))`, then
 * `await find(q, { id })`: the rows. What is built sees stand-ins, so it may put its values into the statement and look
 * at none of them.
 */
export function built<V extends object, R>(
  build: (q: Reader, values: V) => Compilable<R>,
): (q: Reader, values: V) => Promise<R[]> {
  let template: Template<R> | null = null;
  return async (q, values) => {
    template ??= templateOf(q, build);
    const { compiled, places } = template;
    const valueOf = values as Record<PropertyKey, unknown>;
    const parameters = places.map((place, n) => (place === null ? compiled.parameters[n] : valueOf[place]));
    return (await q.executeQuery<R>({ ...compiled, parameters })).rows;
  };
}

class StandIn {
  constructor(readonly place: PropertyKey) {}
}

function templateOf<V extends object, R>(q: Reader, build: (q: Reader, values: V) => Compilable<R>): Template<R> {
  const standIns = new Proxy({} as V, { get: (_, place) => new StandIn(place) });
  const compiled = build(q, standIns).compile();
  return { compiled, places: compiled.parameters.map((value) => (value instanceof StandIn ? value.place : null)) };
}
