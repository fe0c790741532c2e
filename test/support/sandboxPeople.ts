/** The people of a desk's sandbox, as a journey makes them act: asks with anybody's token, customers who come and write. */
import { SANDBOX } from '../../src/config/world';
import { eventually } from './eventually';

interface Asking {
  token?: string;
  body?: unknown;
  method?: string;
}

/** Of somebody the sandbox always has. */
export const idOfPerson = (name: string): string => SANDBOX.people.find((person) => person.name === name)?.id ?? '';

/** @param urlOf where the desk is, asked at each use: it starts after the journey was read */
export function sandboxPeople(urlOf: () => string) {
  async function ask<T>(path: string, { token = '', body, method }: Asking = {}): Promise<T> {
    const answer = await fetch(urlOf() + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  }

  const tokenOf = async (personId: string): Promise<string> =>
    (await ask<{ token: string }>(`/sandbox/api/people/${personId}/token`)).token;

  const says = (personId: string, text: string): Promise<unknown> =>
    ask(`/sandbox/api/people/${personId}/chat`, { body: { text } });

  /** As a manager sees them. */
  async function escalationOf(name: string): Promise<string | undefined> {
    const token = await tokenOf(idOfPerson('Megan Bowen'));
    const { items } = await ask<{ items: { id: string; customer: { name: string } }[] }>('/api/escalations?limit=100', {
      token,
    });
    return items.find(({ customer }) => customer.name === name)?.id;
  }

  /** Somebody new asks for a person; gives who, and their escalation once it waits. */
  async function somebodyWaits(name: string, text = 'speak to agent'): Promise<{ personId: string; id: string }> {
    const body = { count: 1, role: 'customer', name, announce: true };
    const { items } = await ask<{ items: { id: string }[] }>('/sandbox/api/people', { body });
    const personId = items[0]?.id ?? '';
    await says(personId, text);
    return { personId, id: await eventually(() => escalationOf(name), { what: `${name} to wait` }) };
  }

  return { ask, tokenOf, says, escalationOf, somebodyWaits };
}
