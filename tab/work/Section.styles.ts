import { makeStyles, tokens } from '@fluentui/react-components';

export const useSectionStyles = makeStyles({
  scroll: { overflowY: 'auto', flexGrow: 1, minHeight: 0, paddingBottom: tokens.spacingVerticalL },
  section: { marginBottom: tokens.spacingVerticalM },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
    minHeight: '36px',
    padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    alignItems: 'center',
    whiteSpace: 'nowrap',
  },
  waits: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorBrandForeground1,
  },
  end: { marginInlineStart: 'auto', flexShrink: 0 },
  count: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  rows: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  more: { display: 'flex', justifyContent: 'center', padding: tokens.spacingVerticalM },
});
