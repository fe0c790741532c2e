import { PaneHeader } from '../parts/PaneHeader';
import { useYou } from '../parts/you';
import { Agents } from './agents/Agents';
import { Connections } from './connections/Connections';
import { Graph } from './graph/Graph';
import { CannedReplies } from './replies/CannedReplies';
import { Queues } from './queues/Queues';
import { Rules } from './rules/Rules';
import { WrapUp } from './wrapUp/WrapUp';
import { SectionNav } from './SectionNav';
import { useSettingsStyles } from './parts/Settings.styles';
import { agentsWords } from '../words/settings/agents';
import { settingsWords } from '../words/settings/common';
import { connectionWords } from '../words/settings/connections';
import { graphWords } from '../words/settings/graph';
import { queuesWords } from '../words/settings/queues';
import { repliesWords } from '../words/settings/replies';
import { rulesWords } from '../words/settings/rules';
import { wrapUpWords } from '../words/settings/wrapUp';

/** In the order an admin needs them; each part has its heading by this id. */
const SECTIONS = [
  { id: 'settings-connections', title: connectionWords.title, Part: Connections },
  { id: 'settings-queues', title: queuesWords.title, Part: Queues },
  { id: 'settings-agents', title: agentsWords.title, Part: Agents },
  { id: 'settings-rules', title: rulesWords.title, Part: Rules },
  { id: 'settings-wrap-up', title: wrapUpWords.title, Part: WrapUp },
  { id: 'settings-graph', title: graphWords.title, Part: Graph },
  { id: 'settings-replies', title: repliesWords.title, Part: CannedReplies },
];
/** What agents keep themselves. */
const OWN = SECTIONS.filter(({ Part }) => Part === CannedReplies);

/** What managers arrange (where escalations wait, which bots may send them), and what everybody keeps for themselves. */
export function Settings({ onBack }: { onBack: (() => void) | undefined }) {
  const styles = useSettingsStyles();
  const { isManager } = useYou();
  const sections = isManager ? SECTIONS : OWN;
  return (
    <>
      <PaneHeader title={settingsWords.title} onBack={onBack} />
      <div className={styles.scroll}>
        <div className={styles.column}>
          {isManager && <SectionNav sections={sections} />}
          {sections.map(({ id, Part }) => (
            <Part key={id} />
          ))}
        </div>
      </div>
    </>
  );
}
