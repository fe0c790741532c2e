/**
 * How people are in Teams, many at a time.
 * https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid
 */
import { z } from 'zod';
import type { PresenceReader, PresencesRead } from '../../escalation/teamsPresence';
import type { GraphClient } from './client';

/** As many as Graph takes at once. */
const BATCH = 650;

const answer = z.object({
  value: z.array(z.object({ id: z.string(), availability: z.string().catch(''), activity: z.string().catch('') })),
});

export class Presences implements PresenceReader {
  constructor(private readonly client: GraphClient) {}

  async read(tenantId: string, ids: readonly string[]): Promise<PresencesRead> {
    const people: z.infer<typeof answer>['value'] = [];
    for (let from = 0; from < ids.length; from += BATCH) {
      const got = await this.client.ask({
        tenantId,
        path: '/communications/getPresencesByUserId',
        body: { ids: ids.slice(from, from + BATCH) },
        answer,
        repeatable: true,
      });
      if (!got.ok) return got;
      people.push(...got.value.value);
    }
    return { ok: true, people };
  }
}
