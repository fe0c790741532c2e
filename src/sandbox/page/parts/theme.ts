import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme, type Theme } from '@fluentui/react-components';

/** The themes by the names Teams gives them. */
export type ThemeName = 'default' | 'dark' | 'contrast';

const fontFamilyBase =
  "'Segoe UI Variable Text', 'Segoe UI', -apple-system, Roboto, 'Liberation Sans', Arial, sans-serif";

export const THEMES: Record<ThemeName, Theme> = {
  default: { ...teamsLightTheme, fontFamilyBase },
  dark: { ...teamsDarkTheme, fontFamilyBase },
  contrast: { ...teamsHighContrastTheme, fontFamilyBase },
};

const KEY = 'sandbox.theme';

/** What the person chose last time, else what the machine prefers. */
export function firstTheme(): ThemeName {
  const kept = localStorage.getItem(KEY);
  if (kept === 'default' || kept === 'dark' || kept === 'contrast') return kept;
  if (matchMedia('(forced-colors: active)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
}

export function keepTheme(name: ThemeName): void {
  localStorage.setItem(KEY, name);
}
