import { Tab, TabList } from '@fluentui/react-components';
import type { World } from '../../state/contract';
import { useSupportStyles } from './support.styles';

interface Props {
  tabs: World['app']['tabs'];
  chosen: string;
  onChoose: (entityId: string) => void;
}

/** The tabs of a Teams app, above the one that is open. */
export function AppTabs({ tabs, chosen, onChoose }: Props) {
  const styles = useSupportStyles();
  if (tabs.length < 2) return null;
  return (
    <div className={styles.appTabs}>
      <TabList
        size="small"
        selectedValue={chosen}
        onTabSelect={(_event, { value }) => onChoose(String(value))}
        aria-label="Tabs of the app"
      >
        {tabs.map((tab) => (
          <Tab key={tab.entityId} value={tab.entityId} data-testid={`tab-${tab.entityId}`}>
            {tab.name}
          </Tab>
        ))}
      </TabList>
    </div>
  );
}
