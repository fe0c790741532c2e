import { LockClosedRegular } from '@fluentui/react-icons';
import { StatePanel } from '../parts/StatePanels';
import { PaneHeader } from '../parts/PaneHeader';
import { useYou } from '../parts/you';
import { Agents } from './agents/Agents';
import { Connections } from './connections/Connections';
import { Queues } from './queues/Queues';
import { Rules } from './rules/Rules';
import { WrapUp } from './wrapUp/WrapUp';
import { SectionNav } from './SectionNav';
import { useSettingsStyles } from './parts/Settings.styles';
import { agentsWords } from '../words/settings/agents';
import { settingsWords } from '../words/settings/common';
import { connectionWords } from '../words/settings/connections';
import { queuesWords } from '../words/settings/queues';
import { rulesWords } from '../words/settings/rules';
import { wrapUpWords } from '../words/settings/wrapUp';

/** In the order an admin needs them; each part has its heading by this id. */
const SECTIONS = [
  { id: 'settings-connections', title: connectionWords.title, Part: Connections },
  { id: 'settings-queues', title: queuesWords.title, Part: Queues },
  { id: 'settings-agents', title: agentsWords.title, Part: Agents },
  { id: 'settings-rules', title: rulesWords.title, Part: Rules },
  { id: 'settings-wrap-up', title: wrapUpWords.title, Part: WrapUp },
];

/** What managers arrange: where escalations wait, and which bots may send them. */
export function Settings({ onBack }: { onBack: (() => void) | undefined }) {
  const styles = useSettingsStyles();
  const { isManager } = useYou();
  return (
    <>
      <PaneHeader title={settingsWords.title} onBack={onBack} />
      {isManager ? (
        <div className={styles.scroll}>
          <div className={styles.column}>
            <SectionNav sections={SECTIONS} />
            {SECTIONS.map(({ id, Part }) => (
              <Part key={id} />
            ))}
          </div>
        </div>
      ) : (
        <StatePanel fill title={settingsWords.forManagers} picture={<LockClosedRegular />}>
          {settingsWords.askAManager}
        </StatePanel>
      )}
    </>
  );
}
