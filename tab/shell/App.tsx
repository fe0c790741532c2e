import { useEffect, useState } from 'react';
import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../desk/apiError';
import { isInsideTeams, onThemeChange, openPlace, type Place, type ThemeName } from '../desk/teams';
import { useAppStyles, usePageStyles } from './App.styles';
import { Boundary } from './Boundary';
import { Frame } from './Frame';
import { NoTeams, OpenInTeams, Opening } from './StartPages';
import { SignIn } from './SignIn';

const THEMES = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof ApiError && error.passing,
      retryDelay: (count) => 700 * 2 ** count,
    },
  },
});

type Door = { at: 'outside' } | { at: 'opening' } | { at: 'silent' } | { at: 'open'; place: Place };

/** The root component: initialises teams-js, follows the host's theme, and signs the person in. */
export function App() {
  usePageStyles();
  const styles = useAppStyles();
  const [theme, setTheme] = useState<ThemeName>(preferredTheme);
  const [knock, setKnock] = useState(0);
  const [door, setDoor] = useState<Door>(isInsideTeams() ? { at: 'opening' } : { at: 'outside' });

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
        setDoor({ at: 'open', place });
      },
      () => current && setDoor({ at: 'silent' }),
    );
    return () => {
      current = false;
    };
  }, [knock]);

  const handleRetry = () => {
    setDoor({ at: 'opening' });
    setKnock((count) => count + 1);
  };

  return (
    <Frame theme={THEMES[theme]} client={client}>
      <div className={styles.app}>
        {door.at === 'outside' && <OpenInTeams />}
        {door.at === 'opening' && <Opening />}
        {door.at === 'silent' && <NoTeams onRetry={handleRetry} />}
        {door.at === 'open' && (
          <Boundary>
            <SignIn place={door.place} />
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
