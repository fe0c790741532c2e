import { useEffect, useState } from 'react';
import { FluentProvider, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ApiError } from '../desk/apiError';
import { isInsideTeams, onThemeChange, openPlace, type Place, type ThemeName } from '../desk/teams';
import { NoticeProvider } from '../parts/Notice';
import { AnnouncerProvider } from '../parts/Announcer';
import { useAppStyles, usePageStyles } from './App.styles';
import { Boundary } from './Boundary';
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
    // Whatever class it has, menus and dialogs get, too: the page's own layout is kept out of them.
    <FluentProvider theme={THEMES[theme]} style={{ height: '100%' }}>
      <div className={styles.app}>
        {door.at === 'outside' && <OpenInTeams />}
        {door.at === 'opening' && <Opening />}
        {door.at === 'silent' && <NoTeams onRetry={handleRetry} />}
        {door.at === 'open' && (
          <QueryClientProvider client={client}>
            <AnnouncerProvider>
              <NoticeProvider>
                <Boundary>
                  <SignIn place={door.place} />
                </Boundary>
              </NoticeProvider>
            </AnnouncerProvider>
          </QueryClientProvider>
        )}
      </div>
    </FluentProvider>
  );
}

/** Until Teams tells its theme, the browser's preference avoids a white flash. */
function preferredTheme(): ThemeName {
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
}
