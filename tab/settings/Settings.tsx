import { useEffect, type ComponentType } from 'react';
import { PaletteButton } from '../keyboard/PaletteButton';
import { PaneHeader } from '../parts/PaneHeader';
import { useYou } from '../parts/you';
import { AgentFigures } from './agentFigures/AgentFigures';
import { Agents } from './agents/Agents';
import { Audit } from './audit/Audit';
import { Connections } from './connections/Connections';
import { Graph } from './graph/Graph';
import { CannedReplies } from './replies/CannedReplies';
import { Managers } from './managers/Managers';
import { Queues } from './queues/Queues';
import { Retention } from './retention/Retention';
import { Rules } from './rules/Rules';
import { WrapUp } from './wrapUp/WrapUp';
import { SectionNav } from './SectionNav';
import { jumpTo } from './parts/jumpTo';
import { type SectionId, sectionsOf } from './sections';
import { useSettingsStyles } from './parts/Settings.styles';
import type { PartProps } from './parts/part';
import { settingsWords } from '../words/settings/common';

const PARTS: Record<SectionId, ComponentType<PartProps>> = {
  'settings-connections': Connections,
  'settings-queues': Queues,
  'settings-agents': Agents,
  'settings-agent-figures': AgentFigures,
  'settings-managers': Managers,
  'settings-rules': Rules,
  'settings-wrap-up': WrapUp,
  'settings-graph': Graph,
  'settings-replies': CannedReplies,
  'settings-retention': Retention,
  'settings-audit': Audit,
};

interface SettingsProps extends PartProps {
  onBack: (() => void) | undefined;
  /** Where one wants to be; each wish is a new one. */
  section?: { id: string } | undefined;
}

/** What managers arrange (where escalations wait, which bots may send them), and what everybody keeps for themselves. */
export function Settings({ onBack, onOpen, section }: SettingsProps) {
  const styles = useSettingsStyles();
  const { isManager, managesAll } = useYou();
  const sections = sectionsOf(isManager, managesAll);
  useEffect(() => {
    if (section) jumpTo(section.id);
  }, [section]);
  return (
    <>
      <PaneHeader title={settingsWords.title} onBack={onBack}>
        <PaletteButton />
      </PaneHeader>
      <div className={styles.scroll} data-scrolls>
        <div className={styles.column}>
          {isManager && <SectionNav sections={sections} />}
          {sections.map(({ id }) => {
            const Part = PARTS[id];
            return <Part key={id} onOpen={onOpen} />;
          })}
        </div>
      </div>
    </>
  );
}
