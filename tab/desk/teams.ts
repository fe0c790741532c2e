/** The only place that talks to Microsoft Teams around the tab. */
import { app, authentication, pages } from '@microsoft/teams-js';
import { ApiError } from './apiError';
import { signedIn } from './signedIn';
import { errorWords } from '../words/errors';

export type ThemeName = 'default' | 'dark' | 'contrast';

/** Where in Teams the tab was opened. Unauthenticated: fit for display, never for deciding who may do what. */
export interface Place {
  theme: ThemeName;
  locale: string;
  entityId: string;
  /** What a deep link points at: an escalation's id. */
  escalationId: string | null;
  teamId: string | null;
  channelId: string | null;
}

const ANSWER_MS = 20_000;

/** False in a plain browser window, where Teams will never answer. */
export const isInsideTeams = (): boolean => window.parent !== window || window.opener !== null;

/** Initialises teams-js and reads the context. */
export async function openPlace(): Promise<Place> {
  const context = await withTimeout(ANSWER_MS, app.initialize().then(app.getContext));
  return {
    theme: themeOf(context.app.theme),
    locale: knownLocale(context.app.locale),
    entityId: context.page.id,
    escalationId: context.page.subPageId || null,
    teamId: context.team?.internalId ?? null,
    channelId: context.channel?.id ?? null,
  };
}

export function onThemeChange(listener: (theme: ThemeName) => void): void {
  app.registerOnThemeChangeHandler((theme) => listener(themeOf(theme)));
}

/** Lets Teams' own back button (phones, desktop history) walk inside the tab; `goBack` answers whether it could. */
export function onTeamsBack(goBack: () => boolean): void {
  if (pages.backStack.isSupported()) pages.backStack.registerBackButtonHandler(goBack);
}

export const tellTeamsReady = (): void => void app.notifySuccess();

export function tellTeamsSignInFailed(message: string): void {
  app.notifyExpectedFailure({ reason: app.ExpectedFailureReason.PermissionError, message });
}

let pending: Promise<string> | null = null;

/** A token for the desk's API. Teams caches it; concurrent calls share one request. */
export function getToken(): Promise<string> {
  pending ??= withTimeout(ANSWER_MS, authentication.getAuthToken())
    .catch((error: unknown) => {
      if (!navigator.onLine) throw new ApiError('offline', errorWords.youAreOffline);
      signedIn(false);
      const reason = error instanceof Error ? error.message : String(error);
      throw new ApiError('sign_in', errorWords.noSignIn({ reason }));
    })
    .finally(() => {
      pending = null;
    });
  return pending;
}

function themeOf(name: string): ThemeName {
  return name === 'dark' || name === 'contrast' ? name : 'default';
}

function knownLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en'; // Teams may name a locale this browser does not know.
  }
}

function withTimeout<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(errorWords.teamsSilent)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
