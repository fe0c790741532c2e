import { makeStyles, tokens } from '@fluentui/react-components';

export const useGuideStyles = makeStyles({
  guide: { padding: '0 20px', '@media (max-width: 600px)': { padding: '0 8px' } },
  steps: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: '12px',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: '4px' },
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '48px',
    padding: '6px 8px 6px 12px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
    '@media (max-width: 900px)': { minHeight: '40px', padding: '3px 6px 3px 10px' },
  },
  next: {
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorCompoundBrandStroke}`,
    boxShadow: tokens.shadow4,
  },
  mark: {
    flexShrink: 0,
    width: '24px',
    height: '24px',
    borderRadius: '50%',
    display: 'grid',
    placeItems: 'center',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  markNext: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `1px solid ${tokens.colorBrandBackground}`,
  },
  markDone: { flexShrink: 0, color: tokens.colorStatusSuccessForeground1, border: 'none' },
  words: { flexGrow: 1, minWidth: 0, lineHeight: tokens.lineHeightBase200 },
  // On a phone there is room for the step that comes now.
  notNow: { '@media (max-width: 600px)': { display: 'none' } },
  wordsNext: { fontWeight: tokens.fontWeightSemibold },
  show: { flexShrink: 0 },
  ends: { display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: '4px' },
});
