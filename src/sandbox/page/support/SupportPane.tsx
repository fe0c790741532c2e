import { mergeClasses } from '@fluentui/react-components';
import type { SandboxPerson, World } from '../../state/contract';
import { PersonPicker } from '../people/PersonPicker';
import type { Stage } from '../tab/useStage';
import { useWindowStyles } from '../parts/window.styles';
import { TabFrame } from '../tab/TabFrame';
import type { ThemeName } from '../parts/theme';
import { Activity } from './Activity';
import { AppTabs } from './AppTabs';
import { Channel } from './Channel';
import { ChannelList } from './ChannelList';
import { Rail } from './Rail';
import { useSupportStyles } from './support.styles';
import { useUnread } from '../messages/useUnread';

interface Props {
  world: World;
  person: SandboxPerson;
  stage: Stage;
  theme: ThemeName;
}

/** A support person's Teams: the team's channels and the desk's tab. */
export function SupportPane({ world, person, stage, theme }: Props) {
  const frame = useWindowStyles();
  const styles = useSupportStyles();
  const { place, go, openTab } = stage;
  const inTeam = place.view === 'team';
  const unread = useUnread(
    world.team.channels.map(({ id }) => id),
    person.id,
    inTeam ? place.channelId : null,
  );
  const channel = world.team.channels.find((one) => one.id === place.channelId);
  return (
    <section className={frame.window} aria-label="Support team's Teams" data-testid="support-pane">
      <div className={frame.bar}>
        <h2 className={frame.title}>The support team</h2>
        <div className={frame.person}>
          <PersonPicker
            label="You are in the support team"
            people={world.people.filter((one) => one.role !== 'customer')}
            chosen={person}
            testId="support-picker"
            onChoose={(supportId) => go({ supportId })}
          />
        </div>
      </div>
      <div className={styles.body}>
        <Rail view={place.view} appName={world.app.name} onChoose={(view) => go({ view })} />
        <div className={styles.content}>
          {place.view === 'activity' && <Activity person={person} />}
          <div className={mergeClasses(styles.team, !inTeam && styles.hidden)}>
            <ChannelList
              team={world.team}
              chosen={place.channelId}
              unread={unread}
              onChoose={(channelId) => go({ channelId, shownOff: null })}
            />
            {channel && <Channel world={world} channel={channel} person={person} shownOff={place.shownOff} />}
          </div>
          <div className={mergeClasses(styles.app, place.view !== 'tab' && styles.hidden)}>
            <AppTabs
              tabs={world.app.tabs}
              chosen={place.tab.entityId}
              onChoose={(entityId) => openTab({ entityId, subEntityId: null })}
            />
            <TabFrame
              key={`${person.id} ${place.tab.entityId} ${place.tab.opening}`}
              world={world}
              person={person}
              address={place.tab}
              theme={theme}
              shown={place.view === 'tab'}
            />
          </div>
        </div>
      </div>
    </section>
  );
}
