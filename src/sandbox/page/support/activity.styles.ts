import { makeStyles, tokens } from '@fluentui/react-components';

export const useActivityStyles = makeStyles({
  pane: { flexGrow: 1, minWidth: 0, overflowY: 'auto', backgroundColor: tokens.colorNeutralBackground2 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '8px 16px',
    padding: '12px 16px',
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  presence: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 8px' },
  none: { margin: 0, padding: '0 16px 16px', maxWidth: '60ch', color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: '0 16px 16px', display: 'grid', gap: '8px' },
  item: {
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
  },
  open: { padding: 0, minWidth: 0, flexGrow: 1, justifyContent: 'flex-start', textAlign: 'start' },
  words: { display: 'grid', gap: '2px', minWidth: 0, flexGrow: 1 },
  strong: { fontWeight: tokens.fontWeightSemibold },
  preview: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  time: {
    flexShrink: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
});
