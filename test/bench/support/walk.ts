/** An escalation from beginning to end, as people live it: asked for, claimed, talked about, resolved. */
import type { Agent } from 'node:http';
import { type Call, ask } from './load';
import type { Openings } from './openings';
import { wordsOf } from './words';
import type { Customer, World } from './world';

export interface Walk {
  world: World;
  url: string;
  agent: Agent;
  openings: Openings;
  /** How long each call took until it was answered. */
  latenciesMs: number[];
}

let replied = 0;

/** @param agent who answers; resolves with the name of the reply that Teams ought to get */
export async function walk({ world, url, openings, ...how }: Walk, customer: Customer, agent: number): Promise<string> {
  const says = (text: string) =>
    timed(how, 200, {
      url: `${url}/api/messages`,
      headers: { authorization: `Bearer ${world.activityToken}` },
      body: JSON.stringify(wordsOf(world, customer, text)),
    });
  const does = (expected: number, path: string, body: object) =>
    timed(how, expected, {
      url: `${url}/api/escalations/${path}`,
      headers: { authorization: `Bearer ${world.tokenOf(agent)}` },
      body: JSON.stringify(body),
    });
  const opened = openings.of(customer);
  const [id] = await Promise.all([opened, says('I want to speak to an agent.')]);
  await does(200, `${id}/claim`, {});
  await says('My parcel has not come, and nobody can tell me where it is.');
  const clientMessageId = `fresh-${(replied += 1)}`;
  await does(201, `${id}/messages`, { text: `Your parcel is on its way (${clientMessageId}).`, clientMessageId });
  await does(200, `${id}/resolve`, { outcome: 'Answered' });
  return clientMessageId;
}

/** Of customers, as `says` counts them. */
export const WORDS_OF_A_WALK = 2;

/** Any other answer than the one expected is a failure. */
export async function timed(
  { agent, latenciesMs }: Pick<Walk, 'agent' | 'latenciesMs'>,
  expected: number,
  call: Call,
): Promise<void> {
  const began = performance.now();
  const { status, text } = await ask(call, agent);
  latenciesMs.push(performance.now() - began);
  if (status !== expected) throw new Error(`${status} instead of ${expected}: ${text}`);
}
