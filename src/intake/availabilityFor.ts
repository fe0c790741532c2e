/** What every way in answers to `GET /api/handoffs/availability`. */
import { type Availability, AvailabilityQuery } from '../contract/availability';
import type { Availabilities } from '../escalation/availability';
import type { ConnectionRow } from '../store/connections';
import { languageOf, textOf } from './content/foreignJson';
import { TEXT } from './handoff/handoff';

export async function availabilityFor(
  availabilities: Availabilities,
  connection: ConnectionRow,
  query: unknown,
): Promise<Availability> {
  const { topic, language } = AvailabilityQuery.parse(query);
  const asking = { topic: textOf(topic, TEXT.topic), language: languageOf(language) };
  return (await availabilities.of(connection, asking)).shown;
}
