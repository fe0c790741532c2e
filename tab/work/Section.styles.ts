import { makeStyles, tokens } from '@fluentui/react-components';

export const useSectionStyles = makeStyles({
  scroll: { overflowY: 'auto', flexGrow: 1, minHeight: 0, paddingBottom: tokens.spacingVerticalL },
  section: { marginBottom: tokens.spacingVerticalM },
  heading: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
  },
  count: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  rows: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  more: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalM },
});
