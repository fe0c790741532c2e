import { Button, mergeClasses } from '@fluentui/react-components';
import { AlertFilled, AlertRegular } from '@fluentui/react-icons/svg/alert';
import { HeadsetFilled, HeadsetRegular } from '@fluentui/react-icons/svg/headset';
import { PeopleTeamFilled, PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useSupportStyles } from './support.styles';

export type View = 'activity' | 'team' | 'tab';

interface Props {
  view: View;
  appName: string;
  onChoose: (view: View) => void;
}

/** Teams' bar of apps: the activity feed, the team, and the desk's tab. */
export function Rail({ view, appName, onChoose }: Props) {
  const styles = useSupportStyles();
  const items = [
    { view: 'activity', name: 'Activity', icon: AlertRegular, chosenIcon: AlertFilled },
    { view: 'team', name: 'Team', icon: PeopleTeamRegular, chosenIcon: PeopleTeamFilled },
    { view: 'tab', name: appName, icon: HeadsetRegular, chosenIcon: HeadsetFilled },
  ] as const;
  return (
    <nav className={styles.rail} aria-label="Apps">
      {items.map((item) => {
        const Icon = item.view === view ? item.chosenIcon : item.icon;
        return (
          <Button
            key={item.view}
            appearance="subtle"
            className={mergeClasses(styles.railButton, item.view === view && styles.railChosen)}
            aria-current={item.view === view ? 'page' : undefined}
            data-testid={`app-${item.view}`}
            onClick={() => onChoose(item.view)}
          >
            <Icon fontSize={24} aria-hidden />
            {item.name}
          </Button>
        );
      })}
    </nav>
  );
}
