/** What agents did about what bots could not help with: how long it took them, and what they wrote towards a good end. */
import type { FailureAnswers as Answer } from '../../contract/failures';
import { answersOf } from '../../domain/failures/answers';
import type { Scope } from '../../store/escalation/scope';
import { handlingOf, writtenTowardsGoodEnds } from '../../store/failures/written';
import type { Db } from '../../store/postgres/db';

const GOOD_ENDS = { most: 300, messages: 6, characters: 600 };
const MOST_ANSWERS = 5;

export class FailureAnswers {
  constructor(private readonly db: Pick<Db, 'read'>) {}

  async read(scope: Scope): Promise<Answer> {
    return this.db.read(async (q) => {
      const handling = await handlingOf(q, scope);
      const here = await writtenTowardsGoodEnds(q, scope, { ...GOOD_ENDS, besides: false });
      const elsewhere = await writtenTowardsGoodEnds(q, scope, { ...GOOD_ENDS, besides: true });
      const { n, median, p90 } = handling;
      return {
        handle: median === null || p90 === null ? null : { n, median, p90 },
        goodEnds: here.goodEnds,
        answers: answersOf(here.written, here.goodEnds, elsewhere, MOST_ANSWERS).map(({ written, count }) => ({
          text: written.text,
          count,
          escalation: { id: written.escalationId, number: written.number },
          seq: written.seq,
          agent: { id: written.agentId ?? '', name: written.agentName },
          at: written.at.toISOString(),
        })),
      };
    });
  }
}
