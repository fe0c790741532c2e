import { makeStyles, tokens } from '@fluentui/react-components';

const NARROW = '@media (max-width: 520px)';

export const useTargetsStyles = makeStyles({
  part: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  amount: { width: '180px', maxWidth: '100%' },
  days: { listStyleType: 'none', margin: 0, padding: 0 },
  day: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: `0 ${tokens.spacingHorizontalS}`,
    padding: `${tokens.spacingVerticalXS} 0`,
    minHeight: '32px',
  },
  dayName: { width: '92px', lineHeight: '24px', [NARROW]: { order: 0 } },
  closed: { lineHeight: '24px', color: tokens.colorNeutralForeground2 },
  add: { [NARROW]: { order: 1, marginInlineStart: 'auto' } },
  spans: {
    [NARROW]: { order: 2, flexBasis: '100%' },
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    flexGrow: 1,
    minWidth: 0,
  },
  span: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, '& input': { minWidth: 0 } },
  holidays: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  mistake: { fontSize: tokens.fontSizeBase200, color: tokens.colorPaletteRedForeground1 },
});
