import type { ReactNode } from 'react';
import { FluentProvider, type Theme, useRestoreFocusTarget } from '@fluentui/react-components';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AnnouncerProvider } from '../parts/Announcer';
import { NoticeProvider } from '../parts/Notice';

interface FrameProps {
  theme: Theme;
  client: QueryClient;
  children: ReactNode;
}

/** What every part of the tab stands in. */
export function Frame({ theme, client, children }: FrameProps) {
  return (
    // Whatever class it has, menus and dialogs get, too: the page's own layout is kept out of them.
    <FluentProvider theme={theme} style={{ height: '100%' }}>
      <FocusKeeper />
      <QueryClientProvider client={client}>
        <AnnouncerProvider>
          <NoticeProvider>{children}</NoticeProvider>
        </AnnouncerProvider>
      </QueryClientProvider>
    </FluentProvider>
  );
}

/**
 * Keeps Fluent's focus management (tabster) alive as long as the tab. It ends with the last component that uses it, and
 * when that is a dialog, the page behind stays aria-hidden, silent to a screen reader.
 */
function FocusKeeper() {
  useRestoreFocusTarget();
  return null;
}
