import { useState } from 'react';
import { Badge, Button, Field, Input, PresenceBadge } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons';
import type { Agent } from '../../../src/contract/api';
import { useAgents, useQueues } from '../../desk/useDesk';
import { isFull, loadWords } from '../../parts/agents';
import { stateWords } from '../../words/states';
import { teamsSaysWords } from '../../words/teamsSays';
import { AskDialog } from '../../parts/AskDialog';
import { StatePanel, Failed, LoadingRows } from '../../parts/StatePanels';
import { skillsOf } from './skills';
import { useSettingsStyles } from '../parts/Settings.styles';
import { useChangeAgent } from '../parts/useSettings';
import { useYou } from '../../parts/you';
import { agentsWords } from '../../words/settings/agents';
import { settingsWords } from '../../words/settings/common';

/** As the server counts. */
const MOST_SKILLS = 50;

/** What everybody can do, and how much they take. */
export function Agents() {
  const styles = useSettingsStyles();
  const { data, error, refetch } = useAgents();
  return (
    <section aria-labelledby="settings-agents" data-testid="settings-agents">
      <div className={styles.head}>
        <h2 className={styles.title} id="settings-agents">
          {agentsWords.title}
        </h2>
      </div>
      <p className={styles.lead}>{agentsWords.lead}</p>
      {!data && !error && <LoadingRows count={3} label={agentsWords.loading} />}
      {!data && error && <Failed quiet what={agentsWords.failed} error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <StatePanel quiet title={agentsWords.empty} picture={<PeopleRegular />} testId="no-agents">
          {agentsWords.connectAChannel}
        </StatePanel>
      )}
      {data && data.length > 0 && (
        <ul className={styles.items}>
          {data.map((agent) => (
            <AgentItem key={agent.id} agent={agent} />
          ))}
        </ul>
      )}
    </section>
  );
}

function AgentItem({ agent }: { agent: Agent }) {
  const styles = useSettingsStyles();
  const { me, managesAll } = useYou();
  // What they take holds in every queue of theirs.
  const isTheirs = managesAll || agent.queueIds.every((queueId) => me.manages?.some(({ id }) => id === queueId));
  const [edits, setEdits] = useState(false);
  const queues = useQueues().data ?? [];
  const places = queues.filter(({ id }) => agent.queueIds.includes(id)).map(({ name }) => name);
  return (
    <li className={styles.item} data-testid="agent" data-agent={agent.id}>
      <div className={styles.about}>
        <h3 className={styles.name}>
          <PresenceBadge status={agent.presence} aria-hidden />
          <bdi>{agent.name}</bdi>
          {agent.skills.map((skill) => (
            <Badge key={skill} appearance="tint" color="informative">
              {skill}
            </Badge>
          ))}
          {isFull(agent) && (
            <Badge appearance="tint" color="warning">
              {agentsWords.full}
            </Badge>
          )}
        </h3>
        <div className={styles.quiet}>
          {[
            stateWords.presences[agent.presence],
            ...(agent.teamsSays ? [teamsSaysWords.ofAgent({ reason: agent.teamsSays })] : []),
            loadWords(agent),
            ...places,
          ].join(' · ')}
        </div>
      </div>
      {isTheirs && (
        <div className={styles.actions}>
          <Button
            size="small"
            aria-label={settingsWords.editNamed({ name: agent.name })}
            onClick={() => setEdits(true)}
            data-testid="edit-agent"
          >
            {settingsWords.edit}
          </Button>
        </div>
      )}
      {edits && <AgentDialog agent={agent} onClose={() => setEdits(false)} />}
    </li>
  );
}

function AgentDialog({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const [skills, setSkills] = useState(agent.skills.join(', '));
  const [capacity, setCapacity] = useState(agent.capacity === null ? '' : String(agent.capacity));
  const change = useChangeAgent(agent.id);
  const listed = skillsOf(skills);
  const most = capacity.trim() === '' ? null : Number(capacity);
  const capacityMistake =
    most !== null && !(Number.isInteger(most) && most >= 1 && most <= 1_000) ? agentsWords.capacityMistake : undefined;
  const tooLong = listed.find((skill) => skill.length > 60);
  const skillMistake = tooLong
    ? agentsWords.skillTooLong({ skill: tooLong.slice(0, 20) })
    : listed.length > MOST_SKILLS
      ? agentsWords.tooManySkills({ most: MOST_SKILLS })
      : undefined;
  return (
    <AskDialog
      title={agent.name}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="agent-dialog"
      isPending={change.isPending}
      error={change.error}
      canConfirm={!capacityMistake && !skillMistake}
      onConfirm={() => change.mutate({ skills: listed, capacity: most }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field label={agentsWords.skills} hint={agentsWords.skillsHint} validationMessage={skillMistake}>
        <Input value={skills} onChange={(_, data) => setSkills(data.value)} data-testid="agent-skills" />
      </Field>
      <Field label={agentsWords.capacity} hint={agentsWords.capacityHint} validationMessage={capacityMistake}>
        <Input
          value={capacity}
          inputMode="numeric"
          maxLength={4}
          onChange={(_, data) => setCapacity(data.value)}
          data-testid="agent-capacity"
        />
      </Field>
    </AskDialog>
  );
}
