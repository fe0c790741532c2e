import { LockClosedRegular } from '@fluentui/react-icons';
import { StatePanel } from '../parts/StatePanels';
import { PaneHeader } from '../parts/PaneHeader';
import { useYou } from '../parts/you';
import { Agents } from './agents/Agents';
import { Connections } from './connections/Connections';
import { Queues } from './queues/Queues';
import { Rules } from './rules/Rules';
import { WrapUp } from './wrapUp/WrapUp';
import { useSettingsStyles } from './parts/Settings.styles';
import { settingsWords } from '../words/settings/common';

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
            <Queues />
            <Agents />
            <WrapUp />
            <Rules />
            <Connections />
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
