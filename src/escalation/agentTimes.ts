/** How long each agent was in which state, within days of the reader's time zone. */
import { AppError } from '../base/errors';
import type { AgentTimes, AgentTimesQuery } from '../contract/api';
import { countDays, endOf, startOf } from '../domain/figures/periods';
import { type StateSpan, spansIn, timeIn } from '../domain/figures/states';
import { MOST_STATES, type StateRow, recordedSince, statesIn } from '../store/agentStates';
import type { Db } from '../store/postgres/db';

const MOST_DAYS = 92;
/** Of longer periods nobody reads single spans. */
const SPANS_DAYS = 7;
const MOST_SPANS = 500;

export async function agentTimes(
  db: Db,
  tenantId: string,
  { from, to, zone, agent }: AgentTimesQuery,
  now: Date,
): Promise<AgentTimes> {
  if (to < from) throw new AppError('bad_request', 'The last day is before the first.');
  if (countDays({ from, to }) > MOST_DAYS) throw new AppError('bad_request', 'Ask for 92 days at most.');
  const period = { from: startOf(from, zone), to: endOf(to, zone) };
  const [rows, since] = await db.snapshot((q) =>
    Promise.all([statesIn(q, tenantId, { ...period, agentId: agent }), recordedSince(q, tenantId)]),
  );
  if (rows.length > MOST_STATES) throw new AppError('bad_request', 'Too much happened then: ask for fewer days.');
  const hasSpans = agent !== undefined || countDays({ from, to }) <= SPANS_DAYS;
  const byAgent = new Map<string, StateRow[]>();
  for (const row of rows) {
    const known = byAgent.get(row.agentId);
    if (known) known.push(row);
    else byAgent.set(row.agentId, [row]);
  }
  const agents = [...byAgent].map(([id, changes]) => {
    const spans = spansIn(changes, period, now);
    const time = timeIn(spans);
    return {
      id,
      name: changes[0]?.name ?? '',
      ...time,
      worked: time.available + time.busy,
      setByManagers: changes.filter(({ at, byName }) => byName !== null && at >= period.from).length,
      spans: hasSpans ? spans.slice(-MOST_SPANS).map(presentSpan) : [],
    };
  });
  return {
    from,
    to,
    zone,
    begins: period.from.toISOString(),
    ends: period.to.toISOString(),
    recordedSince: since?.toISOString() ?? null,
    agents: agents.sort((a, b) => b.worked - a.worked || (a.name < b.name ? -1 : 1)),
  };
}

const presentSpan = ({ state, from, to, byName, reason }: StateSpan) => ({
  state,
  from: from.toISOString(),
  to: to.toISOString(),
  by: byName,
  reason,
});
