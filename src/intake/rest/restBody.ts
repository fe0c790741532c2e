/** The bytes of a signed call → JSON that is safe to read and to store. Pure. */
import { AppError, badField } from '../../base/errors';
import { cleanTree } from '../content/foreignJson';
import { REST_LIMITS } from '../../contract/restBots';

/** Nothing sent is an empty object. Throws what is wrong, with the field where there is one. */
export function readBody(raw: Buffer): unknown {
  if (raw.length === 0) return {};
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    throw new AppError('bad_request', 'The body is not JSON in UTF-8.');
  }
  refuseMonsters(body);
  return cleanTree(body, 0);
}

export function wrongField(path: string, message: string): AppError {
  return badField(path, message, `${path === '' ? 'The body' : path}: ${message}`);
}

/** Without recursion: whoever nests means to exhaust the stack. The field named is the outermost. */
function refuseMonsters(body: unknown): void {
  const left: { value: unknown; depth: number; field: string }[] = [{ value: body, depth: 0, field: '' }];
  let count = 0;
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, depth, field } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= REST_LIMITS.depth) throw wrongField(field, `Nested more than ${REST_LIMITS.depth} levels deep.`);
    const items = Object.values(value);
    count += items.length;
    if (count > REST_LIMITS.values) throw wrongField(field, `More than ${REST_LIMITS.values} values in one body.`);
    const names = depth === 0 ? Object.keys(value) : [];
    items.forEach((item: unknown, at) => {
      if (typeof item === 'object') left.push({ value: item, depth: depth + 1, field: names[at] ?? field });
    });
  }
}
