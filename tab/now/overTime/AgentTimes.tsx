import { mergeClasses } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { AgentStateKind, AgentTime, AgentTimes as Answer } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { keys } from '../../desk/keys';
import { Failed, LoadingRows } from '../../parts/StatePanels';
import { useLocale } from '../../parts/you';
import { agentTimeWords } from '../../words/presenceSet';
import { clockWords, dayOf, durationWords, momentInSentence } from '../../words/times';
import { deskNow, zoneHere } from '../../desk/clock';
import { useAgentTimesStyles } from './AgentTimes.styles';
import { useOverTimeStyles } from './OverTime.styles';
import type { Days } from './periods';

const STATES: AgentStateKind[] = ['available', 'busy', 'away', 'offline'];
const MOST_DAYS = 92;
const REFRESH_MS = 60_000;
const DAY_MS = 86_400_000;

interface AgentTimesProps {
  days: Days;
  /** One's own alone. */
  agent?: 'me';
}

/** How long each agent was available, busy, away and offline. */
export function AgentTimes({ days: { from, to }, agent }: AgentTimesProps) {
  const styles = useOverTimeStyles();
  const locale = useLocale();
  const query = { from, to, zone: zoneHere(), ...(agent && { agent }) };
  const isTooLong = (Date.parse(to) - Date.parse(from)) / DAY_MS >= MOST_DAYS;
  const { data, error, refetch } = useQuery({
    queryKey: keys.agentTimes(query),
    queryFn: ({ signal }) => get<Answer>('/figures/agent-times', { query, signal }),
    enabled: !isTooLong,
    refetchInterval: REFRESH_MS,
  });
  return (
    <section aria-label={agentTimeWords.title} data-testid="agent-times">
      <h2 className={styles.title}>{agentTimeWords.title}</h2>
      {isTooLong && <p className={styles.about}>{agentTimeWords.tooLong}</p>}
      {!isTooLong && !data && !error && <LoadingRows count={2} label={agentTimeWords.loading} />}
      {!isTooLong && !data && error && (
        <Failed quiet what={agentTimeWords.failed} error={error} onRetry={() => void refetch()} />
      )}
      {!isTooLong && data && (
        <>
          <p className={styles.about}>
            {agent ? agentTimeWords.meansYours : agentTimeWords.means}{' '}
            {data.recordedSince !== null &&
              data.recordedSince > data.begins &&
              agentTimeWords.since({ when: momentInSentence(data.recordedSince, deskNow(), locale) })}
          </p>
          {data.agents.length === 0 ? <p>{agentTimeWords.nothing}</p> : <Table answer={data} />}
        </>
      )}
    </section>
  );
}

function Table({ answer }: { answer: Answer }) {
  const styles = useOverTimeStyles();
  const hasSpans = answer.agents.some(({ spans }) => spans.length > 0);
  return (
    <div className={styles.wide} tabIndex={0} role="region" aria-label={agentTimeWords.title}>
      <table className={mergeClasses(styles.table, styles.full)}>
        <thead>
          <tr>
            <th scope="col">{agentTimeWords.agent}</th>
            <th scope="col">{agentTimeWords.worked}</th>
            {STATES.map((state) => (
              <th key={state} scope="col">
                {agentTimeWords.states[state]}
              </th>
            ))}
            <th scope="col">{agentTimeWords.setByManagers}</th>
            {hasSpans && <th scope="col">{agentTimeWords.timeline}</th>}
          </tr>
        </thead>
        <tbody>
          {answer.agents.map((agent) => (
            <tr key={agent.id} data-testid="agent-time" data-agent={agent.id}>
              <th scope="row" dir="auto" title={agent.name}>
                {agent.name}
              </th>
              <td>{spentWords(agent.worked)}</td>
              {STATES.map((state) => (
                <td key={state}>{spentWords(agent[state])}</td>
              ))}
              <td>{agent.setByManagers}</td>
              {hasSpans && (
                <td>
                  <Timeline agent={agent} of={answer} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const spentWords = (seconds: number): string => (seconds === 0 ? '–' : durationWords(seconds * 1_000));

/** The period from left to right; each stretch says itself, in words too. */
function Timeline({ agent, of }: { agent: AgentTime; of: Answer }) {
  const styles = useAgentTimesStyles();
  const locale = useLocale();
  const [begins, now] = [Date.parse(of.begins), deskNow()];
  const whole = Date.parse(of.ends) - begins;
  const share = (ms: number) => `${(ms / whole) * 100}%`;
  /** With its day, where the one before it does not say that. */
  const at = (moment: string, day: string | null) =>
    of.from === of.to || (day !== null && dayOf(day) === dayOf(moment))
      ? clockWords(moment, locale)
      : momentInSentence(moment, now, locale);
  return (
    <ol className={styles.line} aria-label={agentTimeWords.timelineOf({ name: agent.name })}>
      {agent.spans.map(({ state, from, to, by, reason }) => {
        const when = {
          state: agentTimeWords.states[state],
          from: at(from, null),
          to: at(to, from),
        };
        const words =
          by === null ? agentTimeWords.span(when) : agentTimeWords.spanSet({ ...when, by, reason: reason ?? '' });
        return (
          <li
            key={from}
            className={mergeClasses(styles.span, styles[state])}
            style={{
              insetInlineStart: share(Date.parse(from) - begins),
              width: share(Date.parse(to) - Date.parse(from)),
            }}
            title={words}
          >
            <span className={styles.hidden}>{words}</span>
          </li>
        );
      })}
    </ol>
  );
}
