import { Suspense, type ReactNode } from 'react';
import { FluentProvider, type Theme } from '@fluentui/react-components';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AnnouncerProvider } from '../parts/Announcer';
import { lazily } from '../parts/lazily';
import { NoticeProvider } from '../parts/Notice';

/** It comes while Teams and the desk are asked who this is, long before anything needs it. */
const FocusKeeper = lazily(() => import('../parts/FocusKeeper').then(({ FocusKeeper }) => FocusKeeper));

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
      <Suspense>
        <FocusKeeper />
      </Suspense>
      <QueryClientProvider client={client}>
        <AnnouncerProvider>
          <NoticeProvider>{children}</NoticeProvider>
        </AnnouncerProvider>
      </QueryClientProvider>
    </FluentProvider>
  );
}
