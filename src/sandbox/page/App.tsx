import { FluentProvider, Spinner, Toaster } from '@fluentui/react-components';
import { useState } from 'react';
import { useWorld } from './data/queries';
import { Failed } from './parts/Failed';
import { Stage } from './stage/Stage';
import { useStageStyles } from './stage/stage.styles';
import { TOASTER } from './parts/useToast';
import { firstTheme, keepTheme, type ThemeName, THEMES } from './parts/theme';

export function App() {
  const styles = useStageStyles();
  const [theme, setTheme] = useState<ThemeName>(firstTheme);
  const world = useWorld();

  function handleTheme(name: ThemeName) {
    setTheme(name);
    keepTheme(name);
  }

  return (
    <FluentProvider theme={THEMES[theme]}>
      {world.data ? (
        <Stage world={world.data} theme={theme} onTheme={handleTheme} />
      ) : (
        <main className={styles.alone}>
          {world.isError ? (
            <Failed what="The sandbox cannot be shown." error={world.error} onRetry={() => void world.refetch()} />
          ) : (
            <Spinner label="Opening the sandbox" />
          )}
        </main>
      )}
      <Toaster toasterId={TOASTER} position="bottom" />
    </FluentProvider>
  );
}
