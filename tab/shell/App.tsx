import { useEffect, useState } from 'react';
import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { createQueryClient } from '../desk/queryClient';
import { isInsideTeams, onThemeChange, openPlace, type Place, type ThemeName } from '../desk/teams';
import { ROW_HOVER } from '../parts/Hovered.styles';
import { useAppStyles, usePageStyles } from './App.styles';
import { Boundary } from './Boundary';
import { Frame } from './Frame';
import { NoTeams, OpenInTeams, Opening } from './StartPages';
import { SignIn } from './SignIn';

const THEMES = {
  default: { ...teamsLightTheme, [ROW_HOVER]: teamsLightTheme.colorSubtleBackgroundHover },
  // While it is held down, the brand's colour is too pale on a dark ground.
  dark: {
    ...teamsDarkTheme,
    [ROW_HOVER]: teamsDarkTheme.colorSubtleBackgroundHover,
    colorNeutralForeground2BrandPressed: teamsDarkTheme.colorNeutralForeground2BrandHover,
    colorBrandForegroundLinkPressed: teamsDarkTheme.colorBrandForegroundLinkHover,
    colorCompoundBrandForeground1Pressed: teamsDarkTheme.colorCompoundBrandForeground1Hover,
  },
  contrast: { ...teamsHighContrastTheme, [ROW_HOVER]: 'transparent' },
};

const client = createQueryClient();

type Startup = { at: 'outside' } | { at: 'opening' } | { at: 'silent' } | { at: 'open'; place: Place };

/** The root component: initialises teams-js, follows the host's theme, and signs the person in. */
export function App() {
  usePageStyles();
  const styles = useAppStyles();
  const [theme, setTheme] = useState<ThemeName>(preferredTheme);
  const [attempt, setAttempt] = useState(0);
  const [startup, setStartup] = useState<Startup>(isInsideTeams() ? { at: 'opening' } : { at: 'outside' });

  useEffect(() => {
    // What the browser draws itself (clocks in time fields, scroll bars) follows the theme, in dialogs, too.
    document.documentElement.style.colorScheme = theme === 'default' ? 'light' : 'dark';
  }, [theme]);
  useEffect(() => {
    if (!isInsideTeams()) return;
    let current = true;
    openPlace().then(
      (place) => {
        if (!current) return;
        setTheme(place.theme);
        onThemeChange(setTheme);
        setStartup({ at: 'open', place });
      },
      () => current && setStartup({ at: 'silent' }),
    );
    return () => {
      current = false;
    };
  }, [attempt]);

  const handleRetry = () => {
    setStartup({ at: 'opening' });
    setAttempt((count) => count + 1);
  };

  return (
    <Frame theme={THEMES[theme]} client={client}>
      <div className={styles.app}>
        {startup.at === 'outside' && <OpenInTeams />}
        {startup.at === 'opening' && <Opening />}
        {startup.at === 'silent' && <NoTeams onRetry={handleRetry} />}
        {startup.at === 'open' && (
          <Boundary>
            <SignIn place={startup.place} />
          </Boundary>
        )}
      </div>
    </Frame>
  );
}

/** Until Teams tells its theme, the browser's preference avoids a white flash. */
function preferredTheme(): ThemeName {
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
}
