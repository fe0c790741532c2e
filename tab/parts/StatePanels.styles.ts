import { makeStyles, tokens } from '@fluentui/react-components';

export const useStatePanelStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalS,
    textAlign: 'center',
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`,
    color: tokens.colorNeutralForeground2,
  },
  quiet: { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}` },
  fill: { flexGrow: 1, minHeight: 0 },
  picture: { fontSize: '40px', lineHeight: 1, color: tokens.colorBrandForeground1, display: 'flex' },
  failedPicture: { color: tokens.colorPaletteRedForeground1 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: 600,
    color: tokens.colorNeutralForeground1,
  },
  words: { margin: 0, maxWidth: '44ch', lineHeight: tokens.lineHeightBase300, overflowWrap: 'anywhere' },
  actions: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalS,
    flexWrap: 'wrap',
    justifyContent: 'center',
  },
  rows: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalL },
  fillWithRows: { flexGrow: 1, minHeight: 0, overflow: 'hidden' },
  row: { display: 'grid', gridTemplateColumns: '36px 1fr', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});
