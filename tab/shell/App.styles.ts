import { makeStaticStyles, makeStyles, tokens } from '@fluentui/react-components';

export const usePageStyles = makeStaticStyles({
  'html, body, #root': { height: '100%', margin: 0 },
  body: { overflow: 'hidden' },
  '*, *::before, *::after': { boxSizing: 'border-box' },
  '@media (prefers-reduced-motion: reduce)': {
    '*, *::before, *::after': { animationDuration: '0.01ms !important', transitionDuration: '0.01ms !important' },
  },
});

export const useAppStyles = makeStyles({
  app: {
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    overflow: 'hidden',
  },
  page: { flexGrow: 1, display: 'flex', flexDirection: 'column', overflowY: 'auto' },
  list: { margin: 0, paddingLeft: '1.2em', textAlign: 'left', maxWidth: '52ch', lineHeight: tokens.lineHeightBase300 },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  details: { textAlign: 'left', maxWidth: '56ch', width: '100%', marginTop: tokens.spacingVerticalM },
  summary: { cursor: 'pointer', fontWeight: 600, paddingBlock: tokens.spacingVerticalXS },
});
