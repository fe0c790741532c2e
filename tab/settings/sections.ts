import { agentFiguresWords } from '../words/agentFigures';
import { agentsWords } from '../words/settings/agents';
import { auditWords } from '../words/settings/audit';
import { connectionWords } from '../words/settings/connections';
import { graphWords } from '../words/settings/graph';
import { managersWords } from '../words/settings/managers';
import { queuesWords } from '../words/settings/queues';
import { repliesWords } from '../words/settings/replies';
import { retentionWords } from '../words/settings/retention';
import { rulesWords } from '../words/settings/rules';
import { wrapUpWords } from '../words/settings/wrapUp';

/** In the order an admin needs them; each part has its heading by this id. */
export const sections = () =>
  [
    { id: 'settings-connections', title: connectionWords.title },
    { id: 'settings-queues', title: queuesWords.title },
    { id: 'settings-agents', title: agentsWords.title },
    { id: 'settings-agent-figures', title: agentFiguresWords.title },
    { id: 'settings-managers', title: managersWords.title },
    { id: 'settings-rules', title: rulesWords.title },
    { id: 'settings-wrap-up', title: wrapUpWords.title },
    { id: 'settings-graph', title: graphWords.title },
    { id: 'settings-replies', title: repliesWords.title },
    { id: 'settings-retention', title: retentionWords.title },
    { id: 'settings-audit', title: auditWords.title },
  ] as const;

export type SectionId = ReturnType<typeof sections>[number]['id'];

/** What agents keep themselves, and what they are told of; the others are the managers'. */
const OWN: readonly SectionId[] = ['settings-replies', 'settings-agent-figures'];

/** What a manager of some queues keeps. */
const OF_SOME: readonly SectionId[] = [
  'settings-queues',
  'settings-agents',
  'settings-agent-figures',
  'settings-replies',
  'settings-audit',
];

export const sectionsOf = (isManager: boolean, managesAll: boolean) =>
  sections().filter(({ id }) => managesAll || (isManager ? OF_SOME : OWN).includes(id));
