import { Button, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { CircleHalfFill20Regular } from '@fluentui/react-icons/svg/circle-half-fill';
import { WeatherMoon20Regular } from '@fluentui/react-icons/svg/weather-moon';
import { WeatherSunny20Regular } from '@fluentui/react-icons/svg/weather-sunny';
import type { ThemeName } from '../parts/theme';

const CHOICES = [
  { theme: 'default', name: 'Light', Icon: WeatherSunny20Regular },
  { theme: 'dark', name: 'Dark', Icon: WeatherMoon20Regular },
  { theme: 'contrast', name: 'High contrast', Icon: CircleHalfFill20Regular },
] as const;

const useStyles = makeStyles({
  group: {
    display: 'flex',
    gap: '2px',
    padding: '2px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

interface Props {
  theme: ThemeName;
  onChoose: (theme: ThemeName) => void;
}

export function ThemeSwitch({ theme, onChoose }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.group} role="group" aria-label="Theme" data-testid="theme-switch">
      {CHOICES.map(({ theme: value, name, Icon }) => (
        <Tooltip key={value} content={name} relationship="label">
          <Button
            size="small"
            appearance={theme === value ? 'primary' : 'subtle'}
            icon={<Icon />}
            aria-pressed={theme === value}
            data-testid={`theme-${value}`}
            onClick={() => onChoose(value)}
          />
        </Tooltip>
      ))}
    </div>
  );
}
