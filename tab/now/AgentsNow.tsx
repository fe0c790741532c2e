import { Suspense, useState } from 'react';
import { Badge, Button, mergeClasses, PresenceBadge } from '@fluentui/react-components';
import type { Agent } from '../../src/contract/api';
import { isFull, loadWords, orderAgents } from '../parts/agents';
import { stateWords } from '../words/states';
import { StatePanel } from '../parts/StatePanels';
import { useClock } from '../parts/useClock';
import { between, durationWords } from '../words/times';
import { lazily } from '../parts/lazily';
import { presenceSetWords } from '../words/presenceSet';
import { HandOn } from '../verbs/VerbDialog';
import { useNowStyles } from './Now.styles';
import { nowWords } from '../words/now';
import { teamsSaysWords } from '../words/teamsSays';

const SetPresenceDialog = lazily(() => import('./SetPresenceDialog').then((all) => all.SetPresenceDialog));

interface AgentsNowProps {
  agents: Agent[];
  chosen: string | null;
  onChoose: (agentId: string | null) => void;
  staysAvailableMinutes: number;
}

/** Who is there and how much they have; choosing one shows it. */
export function AgentsNow({ agents, chosen, onChoose, staysAvailableMinutes }: AgentsNowProps) {
  const styles = useNowStyles();
  const now = useClock();
  const [handsOn, setHandsOn] = useState<Agent | null>(null);
  const [sets, setSets] = useState<Agent | null>(null);
  if (agents.length === 0) return <StatePanel quiet title={nowWords.nobodyYet} />;
  return (
    <>
      <ul className={styles.rows} aria-label={nowWords.agents}>
        {orderAgents(agents).map((agent) => (
          <li
            key={agent.id}
            className={mergeClasses(styles.row, agent.id === chosen && styles.chosen)}
            data-testid="now-agent"
            data-agent={agent.id}
          >
            <PresenceBadge status={agent.presence} aria-hidden />
            <div className={styles.about}>
              <button
                type="button"
                className={styles.choose}
                aria-pressed={agent.id === chosen}
                onClick={() => onChoose(agent.id === chosen ? null : agent.id)}
              >
                <bdi>{agent.name}</bdi>
              </button>
              <div className={styles.quiet}>{factsOf(agent, now).join(' · ')}</div>
            </div>
            {isFull(agent) && (
              <Badge appearance="tint" color="warning">
                {nowWords.full}
              </Badge>
            )}
            <Button
              size="small"
              appearance="subtle"
              className={styles.above}
              aria-label={presenceSetWords.buttonOf({ name: agent.name })}
              onClick={() => setSets(agent)}
              data-testid="now-set-presence"
            >
              {presenceSetWords.button}
            </Button>
            {agent.load > 0 && (
              <Button
                size="small"
                className={styles.above}
                aria-label={nowWords.handOverOf({ name: agent.name })}
                onClick={() => setHandsOn(agent)}
                data-testid="now-hand-on"
              >
                {nowWords.handOver}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>{nowWords.staysAvailable({ minutes: staysAvailableMinutes })}</p>
      {sets && (
        <Suspense>
          <SetPresenceDialog agent={sets} staysAvailableMinutes={staysAvailableMinutes} onClose={() => setSets(null)} />
        </Suspense>
      )}
      {handsOn && <HandOn agent={handsOn} onClose={() => setHandsOn(null)} />}
    </>
  );
}

/** Somebody without a tab may be available still. */
function factsOf(agent: Agent, now: number): string[] {
  const { presence, teamsSays, tabClosedAt } = agent;
  const closed = tabClosedAt !== null && presence !== 'away';
  return [
    stateWords.presences[presence],
    ...(teamsSays ? [teamsSaysWords.ofAgent({ reason: teamsSays })] : []),
    ...(closed ? [nowWords.tabClosed({ duration: durationWords(between(tabClosedAt, now)) })] : []),
    loadWords(agent),
    ...(agent.setBy ? [presenceSetWords.setBy(agent.setBy)] : []),
  ];
}
